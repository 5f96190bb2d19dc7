"""`tamarack issuer`: who issues credentials, for whoever runs the site."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.cli.serve import start_django
from tamarack.cli.terminal import console, printable
from tamarack.core.errors import N_, BadInput

if TYPE_CHECKING:
    from tamarack.people.models import Person
    from tamarack.portfolio.models import Issuer, IssuerKey

app = typer.Typer(help="Issuers of credentials, on this site’s database.", no_args_is_help=True)
Slug = Annotated[str, typer.Argument(metavar="NAME", help="What stands in the issuer’s addresses.")]
People = Annotated[list[str] | None, typer.Option(metavar="EMAIL", help="An account, by its address.")]


@app.command()
def create(
    slug: Slug,
    name_en: Annotated[str, typer.Option(help="Its name in English.")],
    name_fr: Annotated[str, typer.Option(help="Its name in French.")],
    url: Annotated[str, typer.Option(help="Its site.")],
    about_en: Annotated[str, typer.Option(help="Who it is, in a sentence.")] = "",
    about_fr: Annotated[str, typer.Option(help="The same in French.")] = "",
    email: Annotated[str, typer.Option(help="Where it is written to.")] = "",
    organisation: Annotated[str, typer.Option(metavar="CODE", help="The organisation that it is.")] = "",
) -> None:
    """Make an issuer with a key of its own."""
    start_django(demo=None)
    from tamarack.people.models import Organisation
    from tamarack.portfolio.actions.issuers import create_issuer

    place = Organisation.objects.filter(code=organisation).first() if organisation else None
    if organisation and place is None:
        raise BadInput(N_("There is no organisation “{code}”."), code=organisation)
    issuer = create_issuer(
        slug, name={"en": name_en, "fr": name_fr}, url=url, description={"en": about_en, "fr": about_fr},
        email=email, organisation=place,
    )  # fmt: skip
    typer.echo(f"{issuer.slug} is {issuer.did}.")
    typer.echo("Now name who decides and whose reviews count: tamarack issuer people " + issuer.slug + " --help")


@app.command()
def people(
    slug: Slug,
    decider: People = None,
    reviewer: People = None,
    no_decider: People = None,
    no_reviewer: People = None,
) -> None:
    """Name who decides for an issuer, and whose reviews count; or take that back."""
    start_django(demo=None)
    from tamarack.portfolio.actions.issuers import dismiss_people, name_people
    from tamarack.portfolio.queries.credentials import find_issuer

    issuer = find_issuer(slug)
    named = {"deciders": _accounts(decider), "reviewers": _accounts(reviewer)}
    dismissed = {"deciders": _accounts(no_decider), "reviewers": _accounts(no_reviewer)}
    name_people(issuer, **named)
    dismiss_people(issuer, **dismissed)
    _show(issuer)


@app.command()
def rotate(slug: Slug) -> None:
    """Sign with a new key from now on; what the old one signed still holds."""
    start_django(demo=None)
    from tamarack.portfolio.actions.issuers import rotate_key
    from tamarack.portfolio.queries.credentials import find_issuer

    issuer = find_issuer(slug)
    typer.echo(f"{issuer.slug} signs with {rotate_key(issuer).public} now.")


@app.command()
def disown(
    slug: Slug,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The public key, as “show” tells it.")],
) -> None:
    """Take back a key that others may have: nothing that it signed holds any more."""
    start_django(demo=None)
    from tamarack.portfolio.actions.issuers import disown_key
    from tamarack.portfolio.queries.credentials import find_issuer

    issuer = find_issuer(slug)
    disown_key(issuer, key)
    _show(issuer)


@app.command()
def show(slug: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One; all unless given.")] = None) -> None:
    """Show issuers with their keys and people."""
    start_django(demo=None)
    from tamarack.portfolio.models import Issuer
    from tamarack.portfolio.queries.credentials import find_issuer

    for issuer in [find_issuer(slug)] if slug else Issuer.objects.all():
        _show(issuer)


def _accounts(addresses: Sequence[str] | None) -> "list[Person]":
    from tamarack.people.models import Person

    found = []
    for address in addresses or ():
        person = Person.objects.filter(email__iexact=address).first()
        if person is None:
            raise BadInput(N_("There is no account with the address {email}."), email=address)
        found.append(person)
    return found


def _show(issuer: "Issuer") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    rows = [
        ("Name", f"{issuer.name['en']} / {issuer.name['fr']}"),
        ("Identifier", issuer.did),
        *(("Key", f"{key.public} {_state(key)}") for key in issuer.keys.all()),
        *(("Decides", f"{row} <{row.email}>") for row in issuer.deciders.order_by("email")),
        *(("Reviews", f"{row} <{row.email}>") for row in issuer.reviewers.order_by("email")),
    ]
    for name, value in rows:
        table.add_row(name, Text(printable(value), overflow="fold"))
    out = console()
    out.print(Text(issuer.slug, "bold"))
    out.print(table)


def _state(key: "IssuerKey") -> str:
    if key.disowned_at:
        return f"disowned {key.disowned_at:%Y-%m-%d}"
    return f"until {key.retired_at:%Y-%m-%d}" if key.retired_at else "in use"
