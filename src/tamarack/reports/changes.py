"""What a version of a rubric changes, as a change log in Markdown and as a PDF to print, in the reader's language."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from tamarack.core.versions import TextChange
from tamarack.core.wording import plain, runs_changed
from tamarack.reports.pdf import Data, pdf
from tamarack.rubric.compared import Difference, Item, items, level_of
from tamarack.rubric.texts import say


def changes_markdown(found: Difference) -> str:
    """The change log: what changes meaning first, then what does not."""
    lines = [f"# {_heading(found)}", "", _sentence(found), ""]
    for title, rows in _parts(found):
        lines += [f"## {title}", ""]
        for item in rows:
            lines += [f"### {item.kind}: {item.codes}", ""]
            lines += [say(item.name), ""] if item.name else []
            for text in item.texts:
                lines += [f"**{_where(found, text)}**", "", *_markdown(text), ""]
            lines += [_elsewhere(item), ""] if item.elsewhere else []
    return "\n".join(lines).rstrip() + "\n"


def changes_pdf(found: Difference, *, paper: str = "letter") -> bytes:
    """The same as a PDF."""
    data: Data = {
        "eyebrow": gettext("Versions"),
        "heading": _heading(found),
        "place": say(found.new.publisher),
        "lede": _sentence(found),
        "old": gettext("Version %(version)s") % {"version": found.old.version},
        "new": gettext("Version %(version)s") % {"version": found.new.version},
        "nothing": gettext("Not in this version"),
        "parts": [{"title": title, "items": [_item(found, item) for item in rows]} for title, rows in _parts(found)],
        "running-head": _heading(found),
        "foot": gettext("Set with Tamarack."),
        "page-of": gettext("Page {number} of {total}"),
    }
    return pdf("changes", data, title=_heading(found), paper=paper, made=timezone.localdate())


def _heading(found: Difference) -> str:
    return gettext("{title}: what version {new} changes").format(title=say(found.new.title), new=found.new.version)


def _sentence(found: Difference) -> str:
    if found.declared:
        return gettext("Against version {old}, as the stewards declared it.").format(old=found.old.version)
    return gettext("Against version {old}, worked out by comparing the texts: nobody declared these changes.").format(
        old=found.old.version
    )


def _parts(found: Difference) -> Iterator[tuple[str, list[Item]]]:
    everything = items(found)
    meaning = [item for item in everything if not item.is_editorial]
    editorial = [item for item in everything if item.is_editorial]
    if meaning:
        yield gettext("What changes meaning"), meaning
    if editorial:
        yield gettext("What changes wording, names and places"), editorial


def _where(found: Difference, text: TextChange) -> str:
    level = say(level_of(found, text.at))
    return f"{text.at} {level}".strip()


def _markdown(text: TextChange) -> Iterator[str]:
    for mark, value in (("−", text.old), ("+", text.new)):
        if value is not None:
            yield f"> {mark} {plain(value)}"
            yield ""


def _elsewhere(item: Item) -> str:
    return gettext("Only texts in other languages changed: {languages}.").format(languages=", ".join(item.elsewhere))


def _item(found: Difference, item: Item) -> Data:
    return {
        "kind": item.kind,
        "codes": item.codes,
        "name": say(item.name),
        "texts": [_text(found, text) for text in item.texts],
        "note": _elsewhere(item) if item.elsewhere else "",
    }


def _text(found: Difference, text: TextChange) -> Data:
    before, after = runs_changed(text.old or "", text.new or "")
    return {
        "where": _where(found, text),
        "old": [{"text": run.text, "bold": run.bold, "known": run.known} for run in before],
        "new": [{"text": run.text, "bold": run.bold, "known": run.known} for run in after],
    }
