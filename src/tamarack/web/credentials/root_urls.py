"""Addresses that stand in credentials, in no language: for programs, and leading people to a page."""

from django.urls import path

from tamarack.web.credentials import files

urlpatterns = [
    path("credentials/c/<slug:key>/", files.credential, name="credential_address"),
    path("credentials/c/<slug:key>/picture.png", files.picture, name="credential_picture"),
    path("credentials/c/<slug:key>/<str:name>", files.file, name="credential_file"),
    path("issuers/<slug:slug>/did.json", files.did, name="issuer_did"),
    path("issuers/<slug:slug>/status/<int:number>/", files.status_list, name="status_list"),
    path(
        "issuers/<slug:slug>/<slug:framework>/<str:number>/<str:code>/<str:level>/",
        files.achievement,
        name="achievement_address",
    ),
]
