"""The letter that tells someone that answers from a form wait for them. It says nothing of what stands in it."""

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.letters import Letter
from tamarack.people.models import Organisation, Person


def tell_waiting(person: Person, organisation: Organisation) -> None:
    """Tell them, in their language."""
    with override(person.language):
        Letter(
            gettext("Answers from your form wait for you"),
            [
                gettext(
                    "{organisation} brought in answers from a form of yours. Only you see them here. You can take "
                    "them into a draft, or erase them; nothing counts until you submit it."
                ).format(organisation=organisation.name),
                gettext("Your own draft, if you have one, is not touched unless you take them."),
            ],
            gettext("To your assessments"),
            site_url("assessments"),
            foot=gettext("You get this mail because you are a member of {organisation}.").format(
                organisation=organisation.name
            ),
            name=str(person),
        ).send(person.email)
