"""The letter about a new token: whoever did not make it themselves learns that someone else did."""

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.language import listed
from tamarack.common.letters import Letter
from tamarack.exchange.models import Token


def tell_made(token: Token) -> None:
    """Tell who made a token, in their language."""
    person, organisation = token.person, token.organisation
    with override(person.language):
        page = site_url("org_tokens", organisation.code) if organisation else site_url("tokens")
        Letter(
            gettext("A new API token: {name}").format(name=token.name),
            [
                gettext("The token “{name}” was made in your name. It holds until {day}.").format(
                    name=token.name, day=long_date(token.until)
                ),
                gettext("A program that has it can do this: {scopes}.").format(scopes=listed(token.scope_names())),
                gettext("If it was not you who made it, revoke it now and change your password."),
            ],
            gettext("To the tokens"),
            page,
            name=str(person),
        ).send(person.email)
