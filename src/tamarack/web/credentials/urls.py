"""Addresses of credentials, in each language."""

from django.urls import path

from tamarack.web.credentials import decide, own, public

_OFFER = "<slug:slug>/<slug:framework>/<str:number>/<str:code>/<str:level>/"

urlpatterns = [
    path("credentials/", own.credentials, name="credentials"),
    path(f"credentials/offers/{_OFFER}", own.offer, name="credential_offer"),
    path("credentials/applications/<int:pk>/withdraw/", own.withdraw, name="application_withdraw"),
    path("credentials/c/<slug:key>/", public.credential, name="credential"),
    path("credentials/c/<slug:key>/listed/", own.listed, name="credential_listed"),
    path("credentials/c/<slug:key>/delete/", own.delete, name="credential_delete"),
    path("credentials/brought/<int:pk>/credential.json", own.brought, name="credential_brought"),
    path("credentials/decide/", decide.decide, name="decide"),
    path("credentials/decide/applications/<int:pk>/", decide.application, name="decide_application"),
    path("credentials/decide/applications/<int:pk>/decline/", decide.decline, name="decline_application"),
    path("credentials/decide/erased/", decide.erased, name="decide_erased"),
    path("credentials/decide/issued/<slug:key>/", decide.issued, name="decide_credential"),
    path("issuers/<slug:slug>/", public.issuer, name="issuer"),
    path(f"issuers/{_OFFER}", public.achievement, name="achievement"),
]
