"""What stewards do with a draft beside writing it: take back, talk, translate, declare what changes, files."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import File, Path, Query, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Code, Number, Pk, Taken, Yes
from tamarack.api.files import attachment, content_of
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.drafts import DraftNumber, ShownDraft
from tamarack.api.shown import ShownPerson, text
from tamarack.core.changes import KINDS, Change, read_changes, written_change
from tamarack.core.hints import KINDS as HINTS
from tamarack.core.hints import Hint
from tamarack.core.validation import problems
from tamarack.exchange.framework_files import (
    File as DraftFile,
)
from tamarack.exchange.framework_files import (
    draft_file,
    framework_files,
    losses,
    stem_of,
    take_translation,
    translation_files,
)
from tamarack.stewardship.actions import publishing, talking
from tamarack.stewardship.actions.undoing import take_back
from tamarack.stewardship.models import TEXT_MOST, CellComment, Draft, Edit
from tamarack.stewardship.queries import find_draft
from tamarack.stewardship.queries import workshop as queries
from tamarack.stewardship.queries.hinting import all_hints
from tamarack.stewardship.queries.publishing import Effect, declared, effect
from tamarack.stewardship.words import edit_words

part = Part("Drafts of rubrics", "rubrics")
DRAFT = "/kept/{code}/drafts/{number}"
FileName = Annotated[str, Path(max_length=120, description="A file’s name.", examples=["cacee-1.1.yaml"])]
Codes = list[Annotated[str, Field(max_length=90)]]


class ShownEdit(Schema):
    """Something that was done to a draft."""

    id: int = Field(examples=[31])
    said: str = text("COL.1.M (English)", "What it was, in words.")
    verb: str = text("wrote")
    subject: str = text("COL.1.M")
    field: str = text("text", "Empty: it changed the structure.")
    language: str = text("en")
    before: str = text("Leads others.")
    after: str = text("Leads and coaches others.")
    by: ShownPerson | None
    at: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])
    stands: bool = Field(examples=[True], description="Whether nothing took it back.")

    @classmethod
    def of(cls, row: Edit, *, stands: bool) -> "ShownEdit":
        """An edit."""
        return cls(
            id=row.pk, said=edit_words(row), verb=row.verb, subject=row.subject, field=row.field,
            language=row.language, before=row.before, after=row.after, by=ShownPerson.of(row.person), at=row.at,
            stands=stands,
        )  # fmt: skip


class TakenBack(Taken):
    """What is to be taken back; or, where it took something back itself, to be made again."""

    edit: Number


class SubjectAsked(Schema):
    """A place of a draft."""

    subject: str = Field("", max_length=90, examples=["COL.1"], description="Its code; empty: all of the draft.")


class ShownDraftComment(Schema):
    """What a steward says about a place of a draft."""

    id: int = Field(examples=[14])
    subject: str = text("COL.1")
    text: str = text("Is this one idea, or two?")
    by: ShownPerson | None
    at: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])
    settled: bool = Field(examples=[False])

    @classmethod
    def of(cls, row: CellComment) -> "ShownDraftComment":
        """A comment."""
        return cls(
            id=row.pk, subject=row.subject, text=row.text, by=ShownPerson.of(row.person), at=row.said_at,
            settled=row.resolved_at is not None,
        )  # fmt: skip


class DraftCommented(Taken):
    """What is said of a place of a draft."""

    subject: str = Field(min_length=1, max_length=90, examples=["COL.1"])
    text: str = Field(min_length=1, max_length=TEXT_MOST, examples=["Is this one idea, or two?"])


class CommentSettled(Taken):
    """Whether a comment is settled."""

    settled: Yes


class DeclaredChange(Schema):
    """A change that a draft declares: at a place, or from some codes of the version before to some of this one."""

    kind: str = text("merged")
    at: str = text("")
    sources: list[str] = Field(examples=[["COL.1", "COL.2"]])
    targets: list[str] = Field(examples=[["COL.1"]])

    @classmethod
    def of(cls, row: Change) -> "DeclaredChange":
        """A change."""
        return cls(kind=row.kind, at=row.at, sources=list(row.sources), targets=list(row.targets))


class Contradiction(Schema):
    """What nothing declares, or what is declared and cannot be."""

    at: str = text("COL.1.M")
    detail: str = text("Its text changed, and nothing says so.")


class ShownChanges(Schema):
    """What a draft declares to change; `proposed` is what would leave nothing undeclared."""

    revision: int = Field(examples=[12])
    declared: list[DeclaredChange]
    proposed: list[DeclaredChange]
    contradictions: list[Contradiction]

    @classmethod
    def of(cls, draft: Draft) -> "ShownChanges":
        """The changes of a draft; nothing is proposed for one that still has gaps, is the first, or restores."""
        told = None
        if draft.based_on_id and not draft.document.get("restores") and not problems(draft.document):
            told = declared(draft)
        wrong = told.contradictions if told else []
        return cls(
            revision=draft.revision, declared=[DeclaredChange.of(row) for row in read_changes(draft.changes)],
            proposed=[DeclaredChange.of(row) for row in told.proposed] if told else [],
            contradictions=[
                Contradiction(at=row.at, detail=gettext(row.template).format(**row.data)) for row in wrong
            ],
        )  # fmt: skip


class ChangeSaid(Taken):
    """A change: a kind, and either `at`, or `sources` and `targets`."""

    kind: str = Field(max_length=20, examples=["revised"], description=f"One of: {', '.join(KINDS)}.")
    at: str = Field("", max_length=90, examples=["COL.1.M"])
    sources: Codes = Field([], max_length=100, examples=[[]])
    targets: Codes = Field([], max_length=100, examples=[[]])

    def change(self) -> Change:
        """What it says."""
        return written_change(self.kind, self.at, self.sources, self.targets)


class ChangesSaid(Taken):
    """What is to be declared, and what not any more, of a draft as it was read."""

    revision: Number
    add: list[ChangeSaid] = Field([], max_length=500)
    remove: list[ChangeSaid] = Field([], max_length=500)


class ShownDraftFile(Schema):
    """A file of a draft, and what its format cannot hold."""

    name: str = text("cacee-1.1.yaml")
    kind: str = text("yaml", "xlf: for translators, from its first language into its second.")
    language: str = text("", "Its only language, where it holds one alone.")
    lost: list[str] = Field(examples=[[]])


class FileProblem(Schema):
    """What was not taken."""

    at: str = text("COL.1.M text")
    detail: str = text("Someone has written there at this moment.")


class TranslationTaken(Schema):
    """What became of a translators’ file."""

    language: str = text("fr")
    written: int = Field(examples=[12])
    reviewed: int = Field(examples=[4])
    problems: list[FileProblem]


class ShownHint(Schema):
    """Something to look at again."""

    kind: Literal[HINTS] = Field(examples=["long_sentence"])  # type: ignore[valid-type]
    at: str = text("COL.1.M", "Where; empty: the whole draft.")
    language: str = text("en", "Empty: it is about all of them.")
    said: str = text("This sentence has 44 words.", "What it is, in words.")

    @classmethod
    def of(cls, hint: Hint) -> "ShownHint":
        """A hint."""
        said = gettext(hint.template).format(**hint.data)
        return cls(kind=hint.kind, at=hint.at, language=hint.language, said=said)


class PublishingEffect(Schema):
    """What publishing does to people, in steps of five; null where there are fewer, or something stands in the way."""

    people: int | None = Field(examples=[25], description="How many have answers on the version before.")
    asked: int | None = Field(examples=[10], description="Of these, whom something asks to confirm.")

    @classmethod
    def of(cls, found: Effect) -> "PublishingEffect":
        """What it does."""
        return cls(people=found.people, asked=found.asked)


@part.lists(f"{DRAFT}/hints", ShownHint, key=lambda row: -row[0])
def list_hints(request: ApiRequest, code: Code, number: DraftNumber) -> Found:
    """What the writers of a draft may want to look at again. Hints never stand in the way of publishing."""
    return Rows(enumerate(all_hints(_draft(request, code, number))), lambda row: ShownHint.of(row[1]))


@part.reads(f"{DRAFT}/effect", PublishingEffect)
def read_publishing(request: ApiRequest, code: Code, number: DraftNumber) -> PublishingEffect:
    """What publishing a draft would do to people."""
    return PublishingEffect.of(effect(_draft(request, code, number)))


@part.lists(f"{DRAFT}/history", ShownEdit)
def list_edits(request: ApiRequest, code: Code, number: DraftNumber) -> Found:
    """What was done to a draft: the last 200 edits."""
    edits = queries.history(_draft(request, code, number))
    standing = queries.in_effect(edits)
    return Rows(edits, lambda row: ShownEdit.of(row, stands=row.pk in standing))


@part.does(f"{DRAFT}/undo", ShownDraft)
def undo_edit(request: ApiRequest, code: Code, number: DraftNumber, body: TakenBack) -> ShownDraft:
    """Take an edit back, or make one again that was taken back."""
    found = _draft(request, code, number)
    take_back(request.auth.person, found, queries.find_edit(found, body.edit))
    return ShownDraft.of(_draft(request, code, number))


@part.lists(f"{DRAFT}/comments", ShownDraftComment)
def list_draft_comments(request: ApiRequest, code: Code, number: DraftNumber, asked: Query[SubjectAsked]) -> Found:
    """What stewards say about a draft, or about one of its places."""
    return queries.comments(_draft(request, code, number), asked.subject)


@part.makes(f"{DRAFT}/comments", ShownDraftComment)
def comment_draft(request: ApiRequest, code: Code, number: DraftNumber, body: DraftCommented) -> ShownDraftComment:
    """Say something about a place of a draft, to those who keep it."""
    found = _draft(request, code, number)
    return ShownDraftComment.of(talking.comment(request.auth.person, found, body.subject, body.text))


@part.sets(f"{DRAFT}/comments/{{int:pk}}/settled", ShownDraftComment)
def settle_draft_comment(
    request: ApiRequest, code: Code, number: DraftNumber, pk: Pk, body: CommentSettled
) -> ShownDraftComment:
    """Call a comment settled, or open it again."""
    found = queries.find_comment(_draft(request, code, number), pk)
    talking.settle_comment(request.auth.person, found, body.settled)
    return ShownDraftComment.of(found)


@part.reads(f"{DRAFT}/changes", ShownChanges)
def read_draft_changes(request: ApiRequest, code: Code, number: DraftNumber) -> ShownChanges:
    """What a draft declares to change against the version before, what is proposed, and what contradicts."""
    return ShownChanges.of(_draft(request, code, number))


@part.does(f"{DRAFT}/changes", ShownChanges)
def declare_changes(request: ApiRequest, code: Code, number: DraftNumber, body: ChangesSaid) -> ShownChanges:
    """Declare changes, or take declarations back, if the draft is still as one saw it."""
    add, remove = ([row.change() for row in rows] for rows in (body.add, body.remove))
    found = _draft(request, code, number)
    publishing.declare(request.auth.person, found, body.revision, add=add, remove=remove)
    return ShownChanges.of(_draft(request, code, number))


@part.lists(f"{DRAFT}/files", ShownDraftFile, key=lambda file: file.name)
def list_draft_files(request: ApiRequest, code: Code, number: DraftNumber) -> Found:
    """The files that a draft can be taken along as, those for translators too."""
    found = _draft(request, code, number)
    files = framework_files(stem_of(found), found.document["languages"])
    files += [DraftFile(name, "xlf") for name in translation_files(found)]

    def show(file: DraftFile) -> ShownDraftFile:
        lost = [problem.translated(gettext) for problem in losses(found.document, file)]
        return ShownDraftFile(name=file.name, kind=file.kind, language=file.language, lost=lost)

    return Rows(files, show)


@part.reads(f"{DRAFT}/files/{{name}}", bytes)
def read_draft_file(request: ApiRequest, code: Code, number: DraftNumber, name: FileName) -> HttpResponse:
    """A draft as one of its files."""
    return attachment(draft_file(_draft(request, code, number), name), name)


@part.does(f"{DRAFT}/translation", TranslationTaken)
def take_draft_translation(
    request: ApiRequest, code: Code, number: DraftNumber, file: File[UploadedFile]
) -> TranslationTaken:
    """Take what a translators’ file (XLIFF) says, as far as the draft still says what it translates."""
    taken = take_translation(request.auth.person, _draft(request, code, number), content_of(file))
    left = [FileProblem(at=row.code, detail=row.translated(gettext)) for row in taken.problems]
    return TranslationTaken(language=taken.target, written=taken.written, reviewed=taken.reviewed, problems=left)


def _draft(request: ApiRequest, code: str, number: str) -> Draft:
    return find_draft(request.auth.person, code, number)
