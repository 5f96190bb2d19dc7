"""The life of a version: draft, in consultation, adopted, superseded, withdrawn; each with date, who and why."""

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.models import Person
from tamarack.rubric.models import Framework, Life, Version
from tamarack.rubric.queries import forget_current, status, versions_in_force
from tamarack.stewardship.rules import check_steward

WHY_MOST = 2000
S = Life.Status
FOLLOWS: dict[str, set[str]] = {
    S.DRAFT: {S.CONSULTATION, S.ADOPTED},
    S.CONSULTATION: {S.DRAFT, S.ADOPTED},
    S.ADOPTED: {S.SUPERSEDED, S.WITHDRAWN},
    S.SUPERSEDED: {S.ADOPTED, S.WITHDRAWN},
    S.WITHDRAWN: set(),
}
"""Which status may follow which; nothing follows a withdrawal but a new version."""
PUBLISHED = {S.ADOPTED, S.SUPERSEDED, S.WITHDRAWN}


def set_status(person: Person | None, framework: Framework, number: str, status_: str, why: str = "") -> Life:
    """Give a draft or version another status. Without a person, the product does it: a date has come.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, or that status cannot follow the one it has.
    BadInput
        If the reason is too long.
    """
    why = check_text(why, WHY_MOST)
    with write():
        if person is not None:
            check_steward(person, framework)
        Framework.objects.select_for_update().get(pk=framework.pk)
        now = status(framework, number)
        is_published = Version.objects.filter(framework=framework, number=number, published_at__isnull=False).exists()
        if status_ not in FOLLOWS[now] or (status_ in PUBLISHED) != is_published:
            raise NotAllowed(
                N_("Version {number} is “{now}”: it cannot become “{wanted}”."),
                number=number, now=now, wanted=status_,
            )  # fmt: skip
        life = Life.objects.create(
            framework=framework, number=number, status=status_, person=person, why=why, at=timezone.now()
        )
    forget_current()
    return life


def withdraw_version(person: Person, framework: Framework, number: str, why: str) -> str | None:
    """Withdraw a published version: it stays readable, and no new assessment begins on it.

    The newest version that is left becomes the current one again; its number is given back, if there is one.

    Raises
    ------
    BadInput
        If no reason is given.
    NotAllowed
        If the person does not keep the framework, or the version is not published or was withdrawn.
    """
    if not why.strip():
        raise BadInput(N_("Please say why: whoever worked with this version will ask."))
    with write():
        was_current = current_number(framework) == number
        set_status(person, framework, number, S.WITHDRAWN, why)
        again = current_number(framework)
        if was_current and again is not None and status(framework, again) == S.SUPERSEDED:
            set_status(person, framework, again, S.ADOPTED, "")
    forget_current()
    return again


def current_number(framework: Framework) -> str | None:
    """The newest published version that is not withdrawn."""
    return next((row.number for row in reversed(versions_in_force(framework.pk))), None)
