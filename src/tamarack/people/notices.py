"""What is told to every confirmed address of someone when something about their sign-in changes."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import clock, long_date
from tamarack.common.letters import Letter
from tamarack.core.errors import N_
from tamarack.people.models import Person, Recovery, SignIn
from tamarack.people.queries.places import confirmed_addresses

NOTICES = {
    "account/email/password_changed": (
        N_("Your password was changed"), N_("The password of your account was changed.")),
    "account/email/password_reset": (
        N_("Your password was set anew"), N_("The password of your account was set anew, by a link in a mail.")),
    "account/email/password_set": (N_("Your account has a password now"), N_("A password was set for your account.")),
    "account/email/email_changed": (
        N_("Your email address was changed"),
        N_("Mail about your account now goes to {to_email}, and not to {from_email} any more.")),
    "account/email/email_deleted": (
        N_("An address was removed from your account"),
        N_("The address {deleted_email} was removed from your account.")),
    "account/email/email_added": (
        N_("An address was added to your account"),
        N_("The address {added_email} was confirmed and added to your account.")),
    "mfa/email/totp_activated": (
        N_("An authenticator app was added to your account"),
        N_("From now on a code of your authenticator app is asked for when you sign in.")),
    "mfa/email/totp_deactivated": (
        N_("The authenticator app was removed from your account"),
        N_("No code of an authenticator app is asked for any more when you sign in.")),
    "mfa/email/webauthn_added": (
        N_("A passkey was added to your account"), N_("A passkey was added, with which one can sign in.")),
    "mfa/email/webauthn_removed": (
        N_("A passkey was removed from your account"), N_("A passkey was removed: it opens your account no more.")),
    "mfa/email/recovery_codes_generated": (
        N_("New recovery codes for your account"),
        N_("New recovery codes were made. Those that you had before are worth nothing any more.")),
    "socialaccount/email/account_connected": (
        N_("Your account is connected with your organisation’s sign-in"),
        N_("From now on you can sign in by the identity provider of {organisation}.")),
    "socialaccount/email/account_disconnected": (
        N_("Your account is no longer connected with an organisation’s sign-in"),
        N_("One can no longer sign in to your account by the identity provider of {organisation}.")),
    "second_step_lost": (
        N_("Your second step was removed"),
        N_("After seven days of waiting, in which nobody objected, the second step was removed from your account, "
           "as was asked for by someone who has your password.")),
}  # fmt: skip
"""Subject and first line by what happened."""


def notify(person: Person, what: str, also: Iterable[str] = (), **words: Any) -> None:
    """Tell all confirmed addresses of someone, and perhaps one that was theirs until now."""
    subject, line = NOTICES[what]
    with override(person.language):
        Letter(
            gettext(subject),
            [gettext(line).format(**words), _not_you()],
            gettext("To your sign-in and its protection"), site_url("mfa_index"), name=str(person),
        ).send_to({*_addresses(person), *also})  # fmt: skip


def tell_new_device(person: Person, row: SignIn) -> None:
    """Tell someone that their account was opened on a device that was not seen before."""
    from tamarack.people.devices import device_words, network_words

    with override(person.language):
        now = timezone.localtime(row.at)
        Letter(
            gettext("Someone signed in to your account on a new device"),
            [
                gettext("Your account was opened on {day} at {time}: {device}, {place}.").format(
                    day=long_date(now), time=clock(now), device=device_words(row), place=network_words(row.network)),
                gettext("If that was you, there is nothing to do."),
                gettext("If it was not you: end that session, which one click does, then change your password, and set "
                        "up a second step if you have none."),
            ],
            gettext("To your sessions"), site_url("account_sessions"), name=str(person),
        ).send_to(_addresses(person))  # fmt: skip


def tell_recovery(row: Recovery, address: str) -> None:
    """Announce that a second step is said to be lost; `address` cancels it without signing in."""
    person = row.person
    with override(person.language):
        Letter(
            gettext("Someone asks to remove the second step from your account"),
            [
                gettext("Someone who has your password says that they have lost the second step of signing in. On "
                        "{day} it can be removed, by a link that will come to this address.").format(
                            day=long_date(timezone.localtime(row.due_at))),
                gettext("If that is you, please wait. If you find your device or a recovery code before that, sign in "
                        "with it, and this ends."),
                gettext("If that is not you, someone knows your password: stop it now, then change your password."),
            ],
            gettext("Stop it"), address, name=str(person),
        ).send_to(_addresses(person))  # fmt: skip


def tell_recovery_open(row: Recovery, address: str) -> None:
    """Say that the waiting is over; `address` removes the second step or stops it."""
    person = row.person
    with override(person.language):
        Letter(
            gettext("The second step can be removed from your account"),
            [
                gettext("The seven days of waiting are over, and nobody has objected. Until {day} the link below "
                        "removes the second step; then sign in with your password, and set up a new one.").format(
                            day=long_date(timezone.localtime(row.holds_until))),
                gettext("If you did not ask for this, someone knows your password: stop it on the same page, then "
                        "change your password."),
            ],
            gettext("Remove it, or stop it"), address, name=str(person),
        ).send_to(_addresses(person))  # fmt: skip


def _not_you() -> str:
    return gettext("If this was not you, someone else can open your account: change your password, end all other "
                   "sessions, and write to who runs this site.")  # fmt: skip


def _addresses(person: Person) -> set[str]:
    return confirmed_addresses(person) or {person.email}
