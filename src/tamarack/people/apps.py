import logging
from typing import Any

from django.apps import AppConfig

logger = logging.getLogger("tamarack.signing")


class PeopleConfig(AppConfig):
    name = "tamarack.people"

    def ready(self) -> None:
        """Hear of sign-ins, of what changes about them, and of whose account or archive goes."""
        from allauth.account import signals as account
        from allauth.mfa.signals import authenticator_used
        from django.contrib.auth.signals import user_logged_in, user_login_failed
        from django.db.models.signals import post_delete

        user_logged_in.connect(_note)
        account.user_logged_in.connect(_tell)
        account.password_changed.connect(_follow)
        account.password_set.connect(_follow)
        account.authentication_step_completed.connect(_renew)
        account.email_added.connect(_tell_added)
        account.email_removed.connect(_remember)
        authenticator_used.connect(_found_again)
        user_login_failed.connect(_log_refused)
        from tamarack.people import left  # noqa: F401
        from tamarack.people.recovery_codes import use_hashed_codes

        use_hashed_codes()

        post_delete.connect(_erase, sender=self.get_model("Errand"))
        post_delete.connect(_disconnect, sender=self.get_model("IdentityProvider"))


def _note(sender: Any, request: Any, user: Any, **_: Any) -> None:
    from tamarack.people.devices import note_sign_in

    logger.info("A sign-in.")
    request.signed_in = note_sign_in(request, user)


def _log_refused(sender: Any, **_: Any) -> None:
    """Nothing of the address or the password that was tried: neither may be in a log."""
    logger.warning("A sign-in was refused.")


def _tell(sender: Any, request: Any, user: Any, **_: Any) -> None:
    from tamarack.people.devices import tell_if_new

    if row := getattr(request, "signed_in", None):
        tell_if_new(user, row)


def _follow(sender: Any, request: Any, **_: Any) -> None:
    from tamarack.people.devices import follow_session

    follow_session(request)


def _renew(sender: Any, request: Any, reauthenticated: bool = False, **_: Any) -> None:
    """After a fresh proof the session goes on under a new key, as after a sign-in."""
    if reauthenticated:
        request.session.cycle_key()
        _follow(sender, request)


def _tell_added(sender: Any, user: Any, email_address: Any, **_: Any) -> None:
    from tamarack.people.notices import notify

    notify(user, "account/email/email_added", added_email=email_address.email)


def _remember(sender: Any, user: Any, email_address: Any, **_: Any) -> None:
    from tamarack.people.models import FormerAddress

    if email_address.verified:
        FormerAddress.objects.create(person=user, email=email_address.email.lower())


def _found_again(sender: Any, user: Any, **_: Any) -> None:
    from tamarack.people.recovering import cancel_recoveries

    cancel_recoveries(user)


def _disconnect(sender: Any, instance: Any, **_: Any) -> None:
    """What people connected with a provider ends with it."""
    from allauth.socialaccount.models import SocialAccount

    SocialAccount.objects.filter(provider=instance.key.hex).delete()


def _erase(sender: Any, instance: Any, **_: Any) -> None:
    """Take an archive out of the store when its row goes."""
    from django.core.files.storage import default_storage
    from django.db import transaction

    if instance.stored:
        transaction.on_commit(lambda: default_storage.delete(instance.stored), robust=True)
