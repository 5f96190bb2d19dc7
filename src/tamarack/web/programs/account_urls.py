"""Addresses of one's own tokens."""

from django.urls import path

from tamarack.web.programs import tokens, webhooks

urlpatterns = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:pk>/do/", webhooks.do, name="webhook_do"),
]
