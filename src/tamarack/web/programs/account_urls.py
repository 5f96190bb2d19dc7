"""Addresses of one's own tokens."""

from django.urls import path

from tamarack.web.programs import tokens

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
]
