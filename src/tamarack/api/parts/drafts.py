"""Drafts of rubrics, for those who keep them: beginning, writing, changing the structure, publishing."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Path, Query, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Code, Number, Taken
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.shown import Counted, ShownPerson, Words, text
from tamarack.core import drafting
from tamarack.core.framework import Document, to_document
from tamarack.core.texts import texts
from tamarack.core.translating import STATES, State
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import current_version
from tamarack.stewardship.actions import begin_next, beginning, drop_draft
from tamarack.stewardship.actions.life import withdraw_version
from tamarack.stewardship.actions.publishing import publish
from tamarack.stewardship.actions.structure import change_structure
from tamarack.stewardship.actions.writing import Said, review_texts, save_texts
from tamarack.stewardship.models import Draft, TextState
from tamarack.stewardship.queries import drafts, find_draft, find_framework, kept_frameworks
from tamarack.stewardship.queries import workshop as queries
from tamarack.stewardship.queries.keeping import newest_version
from tamarack.stewardship.queries.publishing import gates
from tamarack.stewardship.rules import check_may_begin

part = Part("Drafts of rubrics", "rubrics")
DraftNumber = Annotated[str, Path(max_length=40, description="The number of a draft.", examples=["1.1"])]
TEXT_MOST = 8000
Verb = Literal[
    "add_competency", "add_level", "add_criterion", "add_descriptor", "add_language", "retire", "bring_back", "move",
    "split", "merge", "order",
]  # fmt: skip


class KeptFramework(Schema):
    """A rubric that one keeps."""

    code: str = text("cacee")

    @classmethod
    def of(cls, row: Framework) -> "KeptFramework":
        """A rubric."""
        return cls(code=row.code)


class DraftRow(Schema):
    """A draft in a list."""

    number: str = text("1.1")
    published: bool = Field(examples=[False])

    @classmethod
    def row(cls, found: Draft) -> "DraftRow":
        """A draft."""
        return cls(number=found.number, published=found.became_id is not None)


class ShownDraft(DraftRow):
    """A draft with everything that it says; `revision` is sent back with a change of its structure."""

    revision: int = Field(examples=[12])
    document: dict[str, Any] = Field(examples=[{"code": "cacee", "version": "1.1"}])
    in_the_way: list[str] = Field(examples=[[]], description="What stands in the way of publishing it.")

    @classmethod
    def of(cls, found: Draft) -> "ShownDraft":
        """A draft."""
        from django.utils.translation import gettext

        waits = [] if found.became_id else gates(found)
        told = [f"{gate.at}: {gettext(gate.template).format(**gate.data)}" for gate in waits]
        return cls(
            **DraftRow.row(found).dict(), revision=found.revision, document=found.document, in_the_way=told
        )  # fmt: skip


class DraftBegun(Taken):
    """The number of the next version."""

    number: str = Field(min_length=1, max_length=40, examples=["1.1"])


class LevelBegun(Taken):
    """A level of a new rubric."""

    code: str = Field(max_length=40, examples=["B"])
    name: str = Field("", max_length=300, examples=["Building"])


class FrameworkBegun(Taken):
    """A new rubric: a copy of one, or blank with a title, languages (the first leads) and levels, the lowest first."""

    code: str = Field(max_length=40, examples=["advising"])
    number: str = Field("1.0", min_length=1, max_length=40, examples=["1.0"])
    copy_of: str = Field("", max_length=40, examples=["cacee"])
    title: str = Field("", max_length=300, examples=[""])
    languages: list[Annotated[str, Field(max_length=20)]] = Field([], max_length=20, examples=[[]])
    levels: list[LevelBegun] = Field([], max_length=9, examples=[[]])

    def document(self) -> Document:
        """What it begins with."""
        if self.copy_of:
            return drafting.copy_of(to_document(current_version(self.copy_of).framework), self.code, self.number)
        levels = [(level.code, level.name) for level in self.levels]
        return beginning.blank_document(self.code, self.number, self.title, self.languages, levels)


class TextsAsked(Schema):
    """Which texts are looked for."""

    language: str = Field("", max_length=10, examples=["fr"], description="Empty: all of the draft’s.")
    state: State | None = Field(None, examples=["missing"], description=f"One of: {', '.join(STATES)}. None: all.")


class ShownText(Schema):
    """A text of a draft in one language, and how it stands to the others."""

    subject: str = text("COL.1.M")
    field: str = text("text")
    language: str = text("fr")
    text: str = text("Dirige les autres.")
    state: State
    reviewed_by: ShownPerson | None
    reviewed_at: datetime | None = Field(examples=["2027-02-01T09:00:00-05:00"])


class TextKey(Taken):
    """A text in one language."""

    subject: str = Field("", max_length=90, examples=["COL.1.M"])
    field: str = Field(max_length=20, examples=["text"])
    language: str = Field(max_length=10, examples=["fr"])


class TextsReviewed(Taken):
    """Texts that were looked through and are right."""

    texts: list[TextKey] = Field(min_length=1, max_length=500)


class TextSaid(Taken):
    """A text of a draft, and the one that one began with; where another stands now, nothing is written."""

    subject: str = Field("", max_length=90, examples=["COL.1.M"])
    field: str = Field(max_length=20, examples=["text"])
    language: str = Field(max_length=10, examples=["en"])
    text: str = Field(max_length=TEXT_MOST, examples=["Leads and coaches others."])
    began_with: str | None = Field(None, max_length=TEXT_MOST, examples=["Leads others."])


class TextsSaid(Taken):
    """Several texts."""

    texts: list[TextSaid] = Field(min_length=1, max_length=200)


class TextKept(Schema):
    """What became of a text: `stored` stands in the draft now."""

    subject: str = text("COL.1.M")
    field: str = text("text")
    language: str = text("en")
    stored: str = text("Leads and coaches others.")
    taken: bool = Field(examples=[True])


class TextsKept(Schema):
    """What became of several texts."""

    revision: int = Field(examples=[13])
    texts: list[TextKept]


class StructureChanged(Taken):
    """A change of a draft’s structure."""

    revision: Number
    verb: Verb
    code: str = Field(max_length=90, examples=["COL.1"], description="What is changed, or where something is added.")
    to: str = Field("", max_length=90, examples=["DIG"])
    name: Words = Field({}, max_length=10, examples=[{"en": "A new one"}])
    rank: Number | None = Field(None, examples=[None])
    by: Literal["", "up", "down"] = ""


class Why(Taken):
    """Why."""

    why: str = Field("", max_length=2000, examples=["It was mistaken."])


class Published(Why):
    """What is published, as it was read."""

    revision: Number


@part.lists("/kept", KeptFramework)
def list_kept_frameworks(request: ApiRequest) -> Found:
    """The rubrics that one keeps."""
    return kept_frameworks(request.auth.person)


@part.makes("/kept", ShownDraft)
def begin_framework(request: ApiRequest, body: FrameworkBegun) -> ShownDraft:
    """Begin a rubric that one keeps from then on: blank, or as a copy of one."""
    check_may_begin(request.auth.person)
    return ShownDraft.of(beginning.begin_framework(request.auth.person, body.code, body.number, body.document()))


@part.lists("/kept/{code}/drafts", DraftRow, show=DraftRow.row)
def list_drafts(request: ApiRequest, code: Code) -> Found:
    """The drafts of a rubric that one keeps."""
    return drafts(find_framework(request.auth.person, code))


@part.makes("/kept/{code}/drafts", ShownDraft)
def begin_draft(request: ApiRequest, code: Code, body: DraftBegun) -> ShownDraft:
    """Begin a draft of the next version, as the newest one stands."""
    base = newest_version(find_framework(request.auth.person, code))
    drafting.check_written(body.number)
    return ShownDraft.of(begin_next(request.auth.person, base, body.number))


@part.reads("/kept/{code}/drafts/{number}", ShownDraft)
def read_draft(request: ApiRequest, code: Code, number: DraftNumber) -> ShownDraft:
    """A draft with everything that it says."""
    return ShownDraft.of(find_draft(request.auth.person, code, number))


@part.removes("/kept/{code}/drafts/{number}", now=read_draft, gives=ShownDraft)
def drop_draft_(request: ApiRequest, code: Code, number: DraftNumber) -> None:
    """Give a draft up. It is kept, unlisted, and its number is free."""
    drop_draft(request.auth.person, find_draft(request.auth.person, code, number))


@part.lists("/kept/{code}/drafts/{number}/texts", ShownText, key=lambda row: row[0])
def list_texts(request: ApiRequest, code: Code, number: DraftNumber, asked: Query[TextsAsked]) -> Found:
    """How the texts of a draft stand in each language: missing, outdated, unreviewed, reviewed, up to date."""
    found = find_draft(request.auth.person, code, number)
    rows = [
        (key, state) for key, state in queries.states(found).items()
        if asked.language in ("", key[2]) and asked.state in (None, state)
    ]  # fmt: skip

    def show(page: Any) -> list[ShownText]:
        known, marks = texts(found.document), queries.reviewers(found, {key[0] for key, _ in page})
        return [_text(key, state, known[key[:2]].get(key[2], ""), marks.get(key)) for key, state in page]

    return Rows(rows, show_all=show)


@part.does("/kept/{code}/drafts/{number}/texts/review", Counted)
def review_draft_texts(request: ApiRequest, code: Code, number: DraftNumber, body: TextsReviewed) -> Counted:
    """Say that texts were looked through and are right; empty ones are left out."""
    keys = [(row.subject, row.field, row.language) for row in body.texts]
    return Counted(count=review_texts(request.auth.person, find_draft(request.auth.person, code, number), keys))


@part.does("/kept/{code}/drafts/{number}/texts", TextsKept)
def write_texts(request: ApiRequest, code: Code, number: DraftNumber, body: TextsSaid) -> TextsKept:
    """Keep the texts that nobody else changed meanwhile."""
    person, found = request.auth.person, find_draft(request.auth.person, code, number)
    said = [Said((row.subject, row.field), row.language, row.text, row.began_with) for row in body.texts]
    saved = save_texts(person, found, said)
    rows = [
        TextKept(subject=row.said.place[0], field=row.said.place[1], language=row.said.language, stored=row.stored,
                 taken=row.error is None and not row.differs)
        for row in saved.outcomes
    ]  # fmt: skip
    return TextsKept(revision=saved.revision, texts=rows)


@part.does("/kept/{code}/drafts/{number}/structure", ShownDraft)
def change_draft_structure(request: ApiRequest, code: Code, number: DraftNumber, body: StructureChanged) -> ShownDraft:
    """Change a draft’s structure, if it is still as one saw it; each change is declared as it is done."""
    found = find_draft(request.auth.person, code, number)
    data = {name: getattr(body, name) for name in ("code", "to", "name", "rank", "by") if getattr(body, name)}
    change_structure(request.auth.person, found, body.revision, body.verb, {"to": "", "name": {}, **data})
    return ShownDraft.of(find_draft(request.auth.person, code, number))


@part.does("/kept/{code}/drafts/{number}/publish", ShownDraft)
def publish_draft(request: ApiRequest, code: Code, number: DraftNumber, body: Published) -> ShownDraft:
    """Publish a draft: everyone’s answers are taken along to a draft on it."""
    found = find_draft(request.auth.person, code, number)
    publish(request.auth.person, found, body.revision, body.why)
    return ShownDraft.of(find_draft(request.auth.person, code, number))


@part.does("/kept/{code}/versions/{number}/withdraw")
def withdraw_published(request: ApiRequest, code: Code, number: DraftNumber, body: Why) -> None:
    """Withdraw a published version: it stays readable, and no new assessment begins on it."""
    framework = find_framework(request.auth.person, code)
    withdraw_version(request.auth.person, framework, number, body.why)


def _text(key: queries.TextKey, state: State, said: str, mark: TextState | None) -> ShownText:
    return ShownText(
        subject=key[0], field=key[1], language=key[2], text=said, state=state,
        reviewed_by=ShownPerson.of(mark.reviewed_by) if mark else None, reviewed_at=mark.reviewed_at if mark else None,
    )  # fmt: skip
