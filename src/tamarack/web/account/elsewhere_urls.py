"""Addresses that identity providers know: without a language, for they are registered there once."""

from allauth.socialaccount.providers.saml import views as saml
from django.urls import path

from tamarack.web.account import elsewhere

urlpatterns = [
    path("oidc/<slug:provider_id>/callback/", elsewhere.openid_callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/acs/", elsewhere.saml_answer, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", elsewhere.saml_finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/sign-out/", elsewhere.sign_out, name="saml_sls"),
]
