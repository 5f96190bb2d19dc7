"""Credentials and status lists as documents, in the language of the moment, and their addresses.

Addresses are those of the site when the issuer was made (`Issuer.address`), whatever it is called today.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext, override

from tamarack.common.language import language
from tamarack.core.earning import WHOLE, Earning, covered
from tamarack.core.formats import openbadge
from tamarack.core.formats.openbadge_proof import issuer_document
from tamarack.core.formats.openbadge_words import Node
from tamarack.core.framework import Criterion, Framework
from tamarack.core.ratings import NOT_YET
from tamarack.core.wording import plain
from tamarack.portfolio.models import Application, Issuer, StatusList
from tamarack.rubric.texts import say

ALL = "all"
"""Stands in an address for all competencies of a framework."""


def address_of(issuer: Issuer, name: str, *args: object) -> str:
    """The full address of something that an issuer's documents name."""
    return f"{issuer.address}{reverse(name, args=args)}"


def credential_address(issuer: Issuer, key: str) -> str:
    """What a credential is called, and where it is found."""
    return address_of(issuer, "credential_address", key)


def list_address(row: StatusList) -> str:
    """Where a status list stands."""
    return address_of(row.issuer, "status_list", row.issuer.slug, row.number)


def title(framework: Framework, code: str, level: str) -> str:
    """What a credential is called: the competency, or the framework, and the level."""
    return f"{subject(framework, code)}, {say(framework.level(level).name)}"


def subject(framework: Framework, code: str) -> str:
    """What a credential is about, without its level."""
    return say(framework.title if code == WHOLE else framework.competency(code).name)


def agreed_words(framework: Framework, value: str | None) -> str:
    """An agreed rating in words."""
    if not value:
        return gettext("Nothing agreed yet")
    if value in framework.ranks:
        return say(framework.level(value).name)
    return gettext("Not yet") if value == NOT_YET else gettext("Not applicable")


def description(framework: Framework, code: str, level: str) -> str:
    """What a credential says, in a sentence."""
    told = gettext(
        "Meets every descriptor of {subject} up to the level {level} that applies ({framework} {version}), as "
        "agreed in a review and shown by accepted evidence."
    )
    return told.format(
        subject=subject(framework, code), level=say(framework.level(level).name), framework=say(framework.title),
        version=framework.version,
    )  # fmt: skip


def at_level(framework: Framework, code: str, level: str) -> list[Criterion]:
    """The criteria that have a descriptor at a credential's level."""
    return [row for area in covered(framework, code) for row in area.criteria if level in row.descriptors]


def _narrative(issuer: Issuer, framework: Framework, code: str, level: str) -> str:
    names = {"issuer": say(issuer.name), "level": say(framework.level(level).name)}
    steps = (
        gettext("Practitioner and reviewer, one whom {issuer} names, have signed a review in which every descriptor "
                "up to {level} that applies is met."),
        gettext("For each criterion that applies and has a descriptor at {level}, the reviewer has accepted evidence."),
        gettext("{issuer} has decided to issue it."),
    )  # fmt: skip
    lines = [f"- {step.format(**names)}" for step in steps]
    lines += ["", gettext("The descriptors at {level}:").format(**names), ""]
    lines += [
        f"- {row.code} {say(row.name)}: {say(row.descriptors[level])}" for row in at_level(framework, code, level)
    ]
    return "\n".join(lines)


def achievement_address(issuer: Issuer, framework: Framework, code: str, level: str) -> str:
    """Where it stands what a credential asks for; also what the achievement is called."""
    return address_of(issuer, "achievement_address", issuer.slug, framework.code, framework.version, code or ALL, level)


def achievement(
    issuer: Issuer, framework: Framework, code: str, level: str, earned: Earning | None = None
) -> openbadge.Achievement:
    """What a credential is for; with what was agreed, its results too."""
    levels = [(entry.code, say(entry.name)) for entry in framework.levels]
    secure = earned.secure if earned else {}
    results = [
        openbadge.Result(area.code, say(area.name), levels, level, secure.get(area.code))
        for area in covered(framework, code)
    ]
    alignments = [_alignment(issuer, framework, row, level) for row in at_level(framework, code, level)]
    return openbadge.Achievement(
        url=achievement_address(issuer, framework, code, level),
        name=title(framework, code, level),
        description=description(framework, code, level),
        narrative=_narrative(issuer, framework, code, level),
        code=f"{code or framework.code}.{level}",
        version=framework.version,
        language=f"{language()}-CA",
        alignments=alignments,
        results=results,
    )


def _alignment(issuer: Issuer, framework: Framework, row: Criterion, level: str) -> openbadge.Alignment:
    code = f"{row.code}.{level}"
    page = address_of(issuer, "competency", framework.code, row.competency.lower())
    name = f"{code} {say(row.name)}"
    return openbadge.Alignment(code, name, plain(say(row.descriptors[level])), say(framework.title), f"{page}#{code}")


def profile(issuer: Issuer) -> openbadge.Issuer:
    """An issuer as its documents tell of it."""
    return openbadge.Issuer(issuer.did, say(issuer.name), issuer.url, say(issuer.description), issuer.email)


def document_of(
    application: Application, framework: Framework, earned: Earning, issued: openbadge.Issued, salt: str,
    evidence: Iterable[tuple[str, str]],
) -> Node:  # fmt: skip
    """The document of what someone asked for, in the language that they asked for it in, to be signed."""
    issuer, name = application.issuer, str(application.person) if application.shows_name else ""
    with override(application.language):
        return openbadge.credential(
            profile(issuer),
            achievement(issuer, framework, application.code, application.level, earned),
            openbadge.Recipient(application.email, salt, name),
            issued,
            evidence,
        )


def keys_document(issuer: Issuer) -> Node:
    """An issuer's DID document, with all keys that it ever had."""
    return issuer_document(issuer.did, [key.public for key in issuer.keys.all()])
