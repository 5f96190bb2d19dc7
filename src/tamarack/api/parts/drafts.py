"""Drafts of rubrics, for those who keep them: beginning, writing, changing the structure, publishing."""

from typing import Annotated, Any, Literal

from ninja import Path, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Code, Number, Taken
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import Words, text
from tamarack.core import drafting
from tamarack.rubric.models import Framework
from tamarack.stewardship.actions import begin_next, drop_draft
from tamarack.stewardship.actions.life import withdraw_version
from tamarack.stewardship.actions.publishing import publish
from tamarack.stewardship.actions.structure import change_structure
from tamarack.stewardship.actions.writing import Said, save_texts
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries import drafts, find_draft, find_framework, kept_frameworks
from tamarack.stewardship.queries.keeping import newest_version
from tamarack.stewardship.queries.publishing import gates

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
