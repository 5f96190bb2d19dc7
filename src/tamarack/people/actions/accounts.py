"""Writes about accounts."""

from django.core import signing

from tamarack.common.database import write
from tamarack.common.mail import forget_mail_to
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person
from tamarack.people.queries.accounts import has_administrator

FIRST_ADMINISTRATOR = "first administrator"
LINK_LASTS = 60 * 60 * 24


def first_administrator_token() -> str:
    """A token for the one-time link by which the first administrator signs up; it lasts a day."""
    return signing.dumps(FIRST_ADMINISTRATOR, salt=FIRST_ADMINISTRATOR)


def check_first_administrator(token: str) -> None:
    """See that the one-time link is genuine, fresh and unused.

    Raises
    ------
    NotAllowed
        If not.
    """
    try:
        signing.loads(token, salt=FIRST_ADMINISTRATOR, max_age=LINK_LASTS)
    except signing.BadSignature:
        genuine = False
    else:
        genuine = not has_administrator()
    if not genuine:
        raise NotAllowed(N_("This link has been used or is too old. Starting Tamarack again prints a new one."))


def create_first_administrator(token: str, email: str, name: str, password: str, language: str) -> Person:
    """Make the first administrator's account, by the one-time link."""
    from allauth.account.models import EmailAddress

    with write():
        check_first_administrator(token)
        person = Person.objects.create_superuser(email, password, name=name, language=language)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def change_settings(person: Person, *, name: str, language: str, scheme: str) -> None:
    """Keep a person's name, language and colours."""
    with write():
        person.name, person.language, person.scheme = name, language, scheme
        person.save(update_fields=["name", "language", "scheme"])


def delete_account(person: Person) -> None:
    """Erase a person with everything that is theirs. Sessions elsewhere end with it: they name nobody any more."""
    with write():
        forget_mail_to(person.email)
        person.delete()


def choose_rubric(person: Person, code: str) -> None:
    """Say which rubric someone's plan is about."""
    with write():
        Person.objects.filter(pk=person.pk).update(rubric=code)
    person.rubric = code
