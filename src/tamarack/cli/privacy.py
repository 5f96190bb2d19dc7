"""`tamarack retention` and `officer`: for whoever runs the site."""

from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.cli.serve import start_django
from tamarack.core.errors import N_, BadInput

if TYPE_CHECKING:
    from tamarack.people.models import Person

app = typer.Typer(help="Who answers for personal information here.", no_args_is_help=True)
EMAIL = typer.Argument(metavar="EMAIL", help="An account, by its address.")


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be erased.")] = False,
) -> None:
    """Erase what is kept no longer, and write down how much; the worker does it all the time."""
    start_django(demo=None)
    from django.utils import timezone

    from tamarack.exchange.retention import apply_rules, due

    for rule, count in due(timezone.now()) if dry_run else apply_rules():
        typer.echo(f"{count:>8}  {rule.what} ({rule.kept})")


@app.command()
def add(
    email: Annotated[str, EMAIL],
    title: Annotated[str, typer.Option(help="Their title, as the page about privacy says it.")],
) -> None:
    """Say who answers for personal information; their name, title and address are published."""
    start_django(demo=None)
    from tamarack.people.actions.privacy import name_officer

    person = _account(email)
    name_officer(person, title)
    typer.echo(f"{person.email} answers for personal information now.")


@app.command()
def remove(email: Annotated[str, EMAIL]) -> None:
    """Say that someone does no more."""
    start_django(demo=None)
    from tamarack.people.actions.privacy import dismiss_officer

    person = _account(email)
    dismiss_officer(person)
    typer.echo(f"{person.email} does not answer for personal information any more.")


def _account(email: str) -> "Person":
    from tamarack.people.models import Person

    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise BadInput(N_("Nobody here has the address “{email}”."), email=email)
    return person
