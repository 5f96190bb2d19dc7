"""Addresses of an organisation's tokens."""

from django.urls import path

from tamarack.web.programs import tokens

urlpatterns = [
    path("<slug:code>/tokens/", tokens.org_tokens, name="org_tokens"),
    path("<slug:code>/tokens/<int:pk>/revoke/", tokens.org_revoke, name="org_token_revoke"),
]
