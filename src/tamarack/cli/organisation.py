"""`tamarack organisation`: what whoever runs the site confirms about organisations."""

from typing import Annotated

import typer

from tamarack.cli.serve import start_django
from tamarack.core.errors import N_, BadInput

app = typer.Typer(help="Organisations, on this site’s database.", no_args_is_help=True)


@app.command("prove-domain")
def prove_domain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The organisation, as it stands in addresses.")],
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", help="The domain that is its own, such as clearwater.ca.")],
) -> None:
    """Confirm that a domain is an organisation’s own, where its DNS does not say so."""
    start_django(demo=None)
    from tamarack.common.links import new_link
    from tamarack.people.actions import signing
    from tamarack.people.models import Domain, Organisation

    organisation = Organisation.objects.filter(code=code).first()
    if organisation is None:
        raise BadInput(N_("There is no organisation “{code}” here."), code=code)
    name = signing.check_domain(domain)
    row, _ = Domain.objects.get_or_create(organisation=organisation, name=name, defaults={"proof": new_link()})
    signing.prove_domain(row)
    typer.echo(f"{name} is {organisation.name}’s own now.")
