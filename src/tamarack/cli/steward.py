"""`tamarack steward`: who keeps which rubric, for whoever runs the site."""

from typing import Annotated

import typer

from tamarack.cli.serve import start_django
from tamarack.core.errors import N_, BadInput

app = typer.Typer(help="Stewards of rubrics, on this site’s database.", no_args_is_help=True)


@app.command()
def add(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="An account, by its address.")],
    framework: Annotated[
        str, typer.Option(metavar="CODE", help="The rubric they keep. Without it they may begin new ones.")
    ] = "",
) -> None:
    """Make someone a steward."""
    start_django(demo=None)
    from tamarack.people.models import Person
    from tamarack.rubric.models import Framework
    from tamarack.stewardship.actions import name_steward

    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise BadInput(N_("Nobody here has the address “{email}”."), email=email)
    kept = Framework.objects.filter(code=framework).first() if framework else None
    if framework and kept is None:
        raise BadInput(N_("There is no rubric “{code}” here."), code=framework)
    name_steward(person, kept)
    typer.echo(f"{person.email} keeps {framework} now." if framework else f"{person.email} may begin rubrics now.")
