"""The letter about a webhook that was turned off since it failed for days."""

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.letters import Letter
from tamarack.exchange.models import Webhook


def tell_disabled(webhook: Webhook) -> None:
    """Tell who made it, in their language."""
    person, organisation = webhook.person, webhook.organisation
    with override(person.language):
        page = site_url("org_webhooks", organisation.code) if organisation else site_url("webhooks")
        Letter(
            gettext("A webhook was turned off: {name}").format(name=webhook.name),
            [
                gettext("The webhook “{name}” has not answered for three days, so it was turned off.").format(
                    name=webhook.name
                ),
                gettext("What happened meanwhile is not sent afterwards. You can turn it on again on its page."),
            ],
            gettext("To the webhooks"),
            page,
            name=str(person),
        ).send(person.email)
