"""Addresses of accounts: our own pages, then django-allauth's."""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path

from tamarack.web.account import elsewhere, grants, signing, views

urlpatterns = [
    path("", views.settings, name="account_settings"),
    path("data/", views.data, name="account_data"),
    path("data/archive.zip", views.archive, name="account_archive"),
    path("data/bring/", views.bring, name="account_bring"),
    path("delete/", views.delete, name="account_delete"),
    path("keep/<str:token>/", views.keep, name="account_keep"),
    path("notice/", views.notice, name="notice_read"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<int:pk>/withdraw/", grants.withdraw, name="grant_withdraw"),
    path("grants/give/<slug:code>/", grants.give, name="grant_give"),
    path("grants/asks/<int:pk>/aside/", grants.aside, name="ask_aside"),
    path("log/", grants.log, name="activity"),
    path("signing-in/", signing.signing_in, name="mfa_index"),
    path("sessions/", signing.sessions, name="account_sessions"),
    path("sessions/others/", signing.end_others, name="account_sessions_others"),
    path("sessions/<int:pk>/end/", signing.end, name="account_session_end"),
    path("second-step/lost/", signing.lost, name="second_step_lost"),
    path("recovery/<str:token>/", signing.recovery, name="recovery"),
    path("organisation/", elsewhere.organisation, name="account_organisation"),
    path("organisation/again/", elsewhere.confirm, name="account_confirm_elsewhere"),
    path("organisation/connect/", elsewhere.connect, name="account_connect"),
    path("organisation/<int:pk>/end/", elsewhere.disconnect, name="account_disconnect"),
    path("organisation/join/", social.signup, name="socialaccount_signup"),
    path("organisation/stopped/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-step/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", signing.passkeys, name="mfa_list_webauthn"),
    path("passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("password/set/", signing.set_password, name="account_set_password"),
    path("", include("allauth.account.urls")),
]
