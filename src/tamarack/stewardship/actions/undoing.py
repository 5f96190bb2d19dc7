"""Taking an edit back, and making it again: each a new edit, so that nothing of the history is lost."""

from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.undoing import put_back, turned
from tamarack.people.models import Person
from tamarack.stewardship.actions import hold, store
from tamarack.stewardship.actions.structure import carry_along
from tamarack.stewardship.actions.writing import Said, save_texts
from tamarack.stewardship.models import Draft, Edit
from tamarack.stewardship.queries.workshop import REDID, UNDID, base_of, history, in_effect

CHANGED_SINCE = N_("This was changed again since. Please take back the later change first.")


def take_back(person: Person, draft: Draft, edit: Edit) -> None:
    """Take an edit back; one that took something back makes it again so.

    Raises
    ------
    BadInput
        If it was taken back already, or what it changed was changed again since.
    NotAllowed
        If the person does not keep the framework, or the draft can no longer change.
    """
    verb = REDID if edit.verb == UNDID else UNDID
    with write():
        held = hold(draft)
        edits = history(held)
        if edit.pk not in in_effect(edits):
            raise BadInput(N_("This was taken back already."))
        if edit.is_of_structure:
            _structure_back(person, held, edit, verb)
        else:
            said = Said((edit.subject, edit.field), edit.language, edit.before, began_with=edit.after)
            outcome = save_texts(person, held, [said], verb, edit).outcomes[0]
            if outcome.error:
                raise outcome.error
            if outcome.differs:
                raise BadInput(CHANGED_SINCE)
    draft.revision, draft.document = held.revision, held.document


def _structure_back(person: Person, draft: Draft, edit: Edit, verb: str) -> None:
    store(draft, put_back(draft.document, base_of(draft), edit.parts), person)
    codes = {new: old for old, new in edit.data.get("codes", {}).items()}
    carry_along(draft, codes)
    Edit.objects.create(
        draft=draft, verb=verb, subject=edit.subject, data={"of": edit.verb} | edit.data | {"codes": codes},
        parts=turned(edit.parts), undoes=edit, person=person,
    )  # fmt: skip
