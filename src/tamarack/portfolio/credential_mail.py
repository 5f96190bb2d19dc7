"""Mail about credentials, in the language of whoever gets it."""

from collections.abc import Sequence

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.letters import Letter
from tamarack.people.models import Person
from tamarack.portfolio.badges import title
from tamarack.portfolio.models import Application, Credential
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say


def _send(person: Person, subject: str, told: Sequence[str], label: str, address: str) -> None:
    Letter(subject, told, label, address, name=str(person)).send(person.email)


def _names(about: Application | Credential) -> dict[str, str]:
    return {
        "what": title(framework(about.version_id), about.code, about.level),
        "issuer": say(about.issuer.name),
        "person": str(about.person),
    }


def tell_asked(application: Application) -> None:
    """Tell those who decide that someone asks. What they were granted stands on the page, not in the mail."""
    for decider in application.issuer.deciders.exclude(pk=application.person_id).order_by("pk"):
        with override(decider.language):
            names = _names(application)
            subject = gettext("Someone asks for a credential")
            told = [gettext("{person} asks {issuer} for the credential “{what}”.").format(**names)]
            _send(decider, subject, told, gettext("To decide:"), site_url("decide_application", application.pk))


def tell_issued(credential: Credential) -> None:
    """Tell a person that their credential was issued."""
    with override(credential.person.language):
        names = _names(credential)
        told = [
            gettext("{issuer} has issued your credential “{what}”.").format(**names),
            gettext("It is yours: look at its page, download it, share it, hide it, or delete it."),
        ]
        subject = gettext("Your credential was issued")
        _send(credential.person, subject, told, gettext("Your credential:"), site_url("credential", credential.key))


def tell_declined(application: Application) -> None:
    """Tell a person that an issuer declined, and why."""
    with override(application.person.language):
        names = _names(application)
        told = [
            gettext("{issuer} has not issued the credential “{what}”, for this reason:").format(**names),
            application.reason,
            gettext("You can ask again whenever things have changed."),
        ]
        subject = gettext("About the credential that you asked for")
        _send(application.person, subject, told, gettext("Your credentials:"), site_url("credentials"))


def tell_revoked(credential: Credential) -> None:
    """Tell a person that an issuer revoked their credential, and why."""
    with override(credential.person.language):
        names = _names(credential)
        told = [
            gettext("{issuer} has revoked your credential “{what}”, for this reason:").format(**names),
            credential.revoked_for,
            gettext("From now on it is told to be revoked wherever it is verified."),
        ]
        subject = gettext("Your credential was revoked")
        _send(credential.person, subject, told, gettext("Your credential:"), site_url("credential", credential.key))
