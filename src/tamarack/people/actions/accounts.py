"""Writes about accounts."""

from django.core import signing
from django.utils import timezone

from tamarack.common.addresses import site_url
from tamarack.common.database import write
from tamarack.common.mail import forget_mail
from tamarack.core.errors import N_, NotAllowed, UnknownCode
from tamarack.people.devices import end_all_sessions
from tamarack.people.leaving import Gone, seal, unseal
from tamarack.people.mail import tell_erased
from tamarack.people.models import Leaving, Person
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


def delete_account(person: Person) -> str:
    """Erase a person with everything that is theirs, and give the address where they alone can take that back.

    Sessions elsewhere end with it: they name nobody any more.
    """
    from allauth.account.models import EmailAddress

    with write():
        confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
        known = frozenset(address.lower() for address in {person.email, *confirmed})
        former = {row.email: row.until for row in person.former_addresses.all() if row.email not in known}
        gone = Gone(person, known, frozenset({person.name, str(person)}), former=former)
        forget_mail(known, gone.words)
        end_all_sessions(person)
        row, key = seal(gone)
        address = site_url("account_keep", f"{row.pk}.{key}")
        tell_erased(person, known, address, row.until)
    return address


def find_leaving(token: str) -> tuple[Leaving, str]:
    """The erased account that a link leads to, and the key in it.

    Raises
    ------
    UnknownCode
        If it leads nowhere any more.
    """
    number, _, key = token.partition(".")
    wanted = (
        Leaving.objects.filter(pk=number, until__gte=timezone.now()) if number.isdecimal() else Leaving.objects.none()
    )
    row = wanted.first() if len(number) < 19 else None
    if row is None:
        raise UnknownCode(N_("This link is not complete, or it does not lead anywhere any more."))
    return row, key


def keep_account(token: str) -> Person:
    """Bring an erased account back, by the link that its person got."""
    with write():
        return unseal(*find_leaving(token))


def choose_rubric(person: Person, code: str) -> None:
    """Say which rubric someone's plan is about."""
    with write():
        Person.objects.filter(pk=person.pk).update(rubric=code)
    person.rubric = code
