"""What an address says that a credential is about."""

from dataclasses import dataclass

from tamarack.core.earning import WHOLE
from tamarack.portfolio.badges import ALL
from tamarack.portfolio.models import Issuer
from tamarack.portfolio.queries.credentials import check_subject, find_issuer, find_stored
from tamarack.rubric.queries import Stored


@dataclass(frozen=True)
class Place:
    """An issuer, a version of a rubric, a competency of it (empty for all), a level."""

    issuer: Issuer
    stored: Stored
    code: str
    level: str

    @property
    def address(self) -> tuple[str, str, str, str, str]:
        """What stands in its address."""
        rubric = self.stored.framework
        return self.issuer.slug, rubric.code, rubric.version, self.code or ALL, self.level


def find_place(slug: str, framework: str, number: str, code: str, level: str) -> Place:
    """What the parts of an address name.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    stored = find_stored(framework, number)
    code = WHOLE if code == ALL else code
    check_subject(stored.framework, code, level)
    return Place(find_issuer(slug), stored, code, level)
