"""What happens to a draft, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from tamarack.common.language import language_name as within
from tamarack.core.declaring import LEVEL
from tamarack.core.errors import N_
from tamarack.stewardship.models import Edit

STATES = {
    "missing": _("missing"),
    "outdated": _("outdated"),
    "unreviewed": _("unreviewed"),
    "reviewed": _("reviewed"),
    "up_to_date": _("up to date"),
}
FIELDS = {
    "title": _("title"), "description": _("description"), "publisher": _("publisher"), "name": _("name"),
    "text": _("text"),
}  # fmt: skip
LEVEL_TITLE = gettext_lazy("second name")
_VERBS = {
    "add_competency": N_("Competency {code} added"),
    "add_level": N_("Level {code} added"),
    "add_language": N_("Language {code} added"),
    "add_criterion": N_("Criterion {code} added"),
    "add_descriptor": N_("Descriptor {code} added"),
    "retire": N_("{code} retired"),
    "bring_back": N_("{code} brought back"),
    "move": N_("{code} moved to {to}"),
    "split": N_("{code} split in {code} and {to}"),
    "merge": N_("{to} merged into {code}"),
    "order": N_("{code} put in another place"),
}


def language_name(code: str) -> str:
    """What a language is called, where nothing stands before it."""
    name = within(code)
    return name if name == code else name[:1].upper() + name[1:]


def place_name(subject: str, field: str) -> str:
    """Where a text stands."""
    code = subject.removeprefix(LEVEL) or gettext("Framework")
    if subject.startswith(LEVEL):
        code = gettext("level {code}").format(code=code)
        field_name = LEVEL_TITLE if field == "title" else FIELDS.get(field, field)
        return f"{code}, {field_name}"
    return code if field == "text" else f"{code}, {FIELDS.get(field, field)}"


def edit_words(edit: Edit) -> str:
    """What an edit did."""
    if edit.is_of_structure:
        template = _VERBS.get(edit.data.get("of", edit.verb), "{code}")
        codes: Mapping[str, str] = {"to": "", **edit.data, "code": str(edit.data.get("code", "")).removeprefix(LEVEL)}
        said = gettext(template).format(code=codes["code"], to=codes["to"])
    else:
        said = f"{place_name(edit.subject, edit.field)} ({language_name(edit.language)})"
    if edit.verb == "undid":
        return gettext("Taken back: {what}").format(what=said)
    return gettext("Made again: {what}").format(what=said) if edit.verb == "redid" else said
