"""Addresses of an organisation's tokens."""

from django.urls import path

from tamarack.web.programs import tokens, webhooks

urlpatterns = [
    path("<slug:code>/tokens/", tokens.org_tokens, name="org_tokens"),
    path("<slug:code>/tokens/<int:pk>/revoke/", tokens.org_revoke, name="org_token_revoke"),
    path("<slug:code>/webhooks/", webhooks.org_webhooks, name="org_webhooks"),
    path("<slug:code>/webhooks/<int:pk>/", webhooks.org_webhook, name="org_webhook"),
    path("<slug:code>/webhooks/<int:pk>/do/", webhooks.org_do, name="org_webhook_do"),
]
