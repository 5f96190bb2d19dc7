"""The private links of invitations."""

from tamarack.common.addresses import site_url
from tamarack.common.links import find_linked, link_token
from tamarack.people.models import Invitation

SALT = "invitation"


def invitation_token(invitation: Invitation) -> str:
    """What stands in the address of an invitation."""
    return link_token(SALT, invitation)


def invitation_address(invitation: Invitation) -> str:
    """Where an invitation is taken up."""
    return site_url("join", invitation_token(invitation))


def find_invitation(token: str) -> Invitation:
    """The invitation that a link leads to, over or not.

    Raises
    ------
    UnknownCode
        If the link is not genuine.
    """
    return find_linked(
        SALT, token, Invitation.objects.select_related("organisation__association", "team", "invited_by")
    )
