"""Collect the messages of templates and code into the French catalogue, and compile it. Needs no gettext installed."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tamarack"
PO = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
KEYWORDS = ("_", "N_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")
IN_CONTEXT = ("pgettext", "pgettext_lazy")


def messages() -> Iterator[tuple[str, object, str | None]]:
    """Every message with the file it stands in: a text, or singular and plural; and the context that tells it apart."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from ((str(path.relative_to(ROOT)), *found) for found in _extract(path.read_text(encoding="utf-8")))
    for path in sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        code = "\n".join(line.strip() for line in code.split("\n"))  # indentation would mean something in Python
        yield from ((str(path.relative_to(ROOT)), *found) for found in _extract(code))


def _extract(code: str) -> Iterator[tuple[object, str | None]]:
    keywords = KEYWORDS + IN_CONTEXT
    for _, function, found, _ in extract_python(BytesIO(code.encode()), keywords, [], {"encoding": "utf-8"}):
        texts = found if isinstance(found, tuple) else (found,)
        if texts and texts[0]:
            if function in IN_CONTEXT:
                yield texts[1], texts[0]
            else:
                yield (texts[0], texts[1]) if function.startswith("ngettext") else texts[0], None


def catalogue() -> Catalog:
    """The French catalogue as it stands, with what is new still empty and what is gone dropped."""
    template = Catalog(fuzzy=False)
    for place, message, context in messages():
        template.add(message, locations=[(place, 0)], context=context)
    catalog = read_po(PO.open("rb"), locale="fr", domain="django") if PO.exists() else Catalog(locale="fr")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.copyright_holder = "Tamarack", "0.1.0", "The Tamarack authors"
    catalog.header_comment = "# French messages of Tamarack."
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "The Tamarack authors"
    catalog.revision_date = catalog.creation_date = datetime(2026, 11, 24, tzinfo=UTC)
    catalog.fuzzy = False
    return catalog


def write(catalog: Catalog) -> None:
    """Keep the catalogue as text, and compiled."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=110, omit_header=False, include_lineno=False, sort_output=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def missing(catalog: Catalog) -> list[object]:
    """Messages without a translation."""
    return [
        message.id
        for message in catalog
        if message.id and not (all(message.string) if isinstance(message.string, (list, tuple)) else message.string)
    ]


if __name__ == "__main__":
    found = catalogue()
    write(found)
    for text in missing(found):
        print(f"without French: {text}", file=sys.stderr)
    sys.exit(bool(missing(found)))
