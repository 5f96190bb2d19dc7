"""A showcase as a PDF: what its person chose, and nothing else."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.numbers import figure
from tamarack.people.leaving import someone
from tamarack.portfolio.models import Credential, Evidence, Impact, Showcase, ShowcaseEntry, Support
from tamarack.portfolio.words import period
from tamarack.reports.details import level_name
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.profile import picture
from tamarack.reports.rings import rings_of
from tamarack.reports.texts import edition, glyph, pair, rich
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say


def showcase_pdf(
    showcase: Showcase,
    entries: Sequence[ShowcaseEntry],
    answers: Answers | None,
    paper: str,
    credentials: Sequence[tuple[Credential, str]] = (),
) -> bytes:
    """A showcase in the language of the moment; each credential with what it is called.

    Raises
    ------
    BadInput
        If there is no such paper: letter or a4.
    """
    name, today = showcase.person.name, timezone.localdate()
    data = {
        "eyebrow": showcase.title,
        "heading": name,
        "place": showcase.contact,
        "words": _lines(showcase.words),
        "entries": [_entry(row) for row in entries],
        "credentials-head": gettext("Credentials"),
        "credentials": [
            {
                "title": title,
                "about": f"{say(row.issuer.name)} · {long_date(row.issued_at)}",
                "address": site_url("credential", row.key),
            }
            for row, title in credentials
        ],
        **_standing(showcase, answers),
        "running-head": pair(name, showcase.title),
        "foot": gettext("Chosen by {name}. Made with Tamarack on {date}.").format(name=name, date=long_date(today)),
        "page-of": gettext("Page {number} of {total}"),
    }
    return pdf("showcase", data, title=pair(name, showcase.title), paper=paper or "letter", made=today)


def _lines(text: str) -> list[str]:
    """The lines of a text; an empty one parts paragraphs."""
    return text.strip().splitlines() if text.strip() else []


def _entry(row: ShowcaseEntry) -> Data:
    evidence = row.evidence
    about = [Evidence.Kind(evidence.kind).label, period(evidence), evidence.role]
    parts: list[tuple[str, list[str]]] = [
        ("", _lines(evidence.did)),
        (gettext("In reflection"), _lines(evidence.reflection) if row.shows_reflection else []),
        (gettext("Files and links"), _held(evidence) if row.shows_files else []),
        (gettext("Confirmed by"), _confirmed(evidence) if row.shows_endorsements else []),
    ]
    return {
        "title": evidence.title,
        "about": " · ".join(str(word) for word in about if word),
        "impact-head": gettext("Impact"),
        "impact": [_impact(each) for each in evidence.impacts.all()] if row.shows_impact else [],
        "supports-head": gettext("What it shows"),
        "supports": [_support(each) for each in evidence.supports.all()] if row.shows_supports else [],
        "parts": [{"head": head, "lines": lines} for head, lines in parts if lines],
    }


def _impact(impact: Impact) -> Data:
    after = figure(impact.after) if impact.after is not None else ""
    was = gettext("was {number}").format(number=figure(impact.before)) if impact.before is not None else ""
    known = impact.get_known_by_display()
    return {
        "figure": after,
        "was": was,
        "changed": impact.changed,
        "known": f"{known} · {impact.how_known}" if impact.how_known else known,
    }


def _support(support: Support) -> Data:
    rubric = framework(support.version_id)
    criterion, code = rubric.descriptor(support.code)
    level = rubric.level(code)
    return {
        "code": support.code,
        "level": say(level.name),
        "glyph": glyph(level.rank, len(rubric.levels)),
        "runs": rich(criterion.descriptors[code]),
        "how": support.how,
    }


def _held(evidence: Evidence) -> list[str]:
    return [
        *(file.name for file in evidence.files.all()),
        *(f"{link} · {link.url}" if link.label else link.url for link in evidence.links.all()),
    ]


def _confirmed(evidence: Evidence) -> list[str]:
    found = []
    for row in evidence.endorsements.all():
        if row.stands and row.confirmed_at:
            who = ", ".join(filter(None, [someone(row.name), row.role, long_date(row.confirmed_at)]))
            found += [who, *_lines(row.words)]
            if row.confirmed_at < evidence.edited_at:
                found.append(gettext("The entry was edited after it was confirmed."))
    return found


def _standing(showcase: Showcase, answers: Answers | None) -> Data:
    if answers is None or showcase.assessment is None:
        return {"standing": "", "pictures": [], "key": [], "rows": [], "columns": [], "note": "", "about": ""}
    rubric = answers.framework
    return {
        **picture(rings_of(answers), middle=False),
        "standing": gettext("Self-assessment"),
        "about": f"{edition(rubric)} · {long_date(showcase.assessment.dated)}",
        "columns": [gettext("Competency"), gettext("Secure")],
        "rows": [
            [say(rubric.competency(part.code).name), level_name(rubric, part, part.secure)]
            for part in answers.standing.competencies
        ],
        "note": gettext(
            "By the person’s own rating. “Secure”: every descriptor up to this level describes their practice."
        ),
    }
