"""Reads about accounts."""

from django.db.models import QuerySet

from tamarack.people.models import Person


def has_administrator() -> bool:
    """Whether anyone administers this installation yet."""
    return Person.objects.filter(is_superuser=True, is_active=True).exists()


def demo_people() -> QuerySet[Person]:
    """The demo's invented people, with the teams they work in. Their addresses end as no real one does."""
    people = Person.objects.filter(email__endswith=".example", memberships__isnull=False, is_staff=False).distinct()
    return people.prefetch_related("memberships__team", "memberships__organisation").order_by("pk")


def find_demo_person(key: str) -> Person | None:
    """One of the demo's people by their row's number; nobody for anything else."""
    return demo_people().filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None


def addresses(person: Person) -> list[dict[str, object]]:
    """Every address that someone gave, with whether it is confirmed and the one in use."""
    from allauth.account.models import EmailAddress

    return list(EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary"))


def former_addresses(person: Person) -> list[dict[str, object]]:
    """Addresses that someone had, and until when."""
    return [{"email": row.email, "until": row.until} for row in person.former_addresses.all()]


def is_own_address(person: Person, email: str) -> bool:
    """Whether an address is one of the person's own, confirmed or not, however it is written."""
    from allauth.account.models import EmailAddress

    known = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    return email.casefold() in {address.casefold() for address in known}
