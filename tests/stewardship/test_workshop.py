import threading

import pytest
from django.db import connection

from tamarack.core.declaring import criteria
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.core.texts import texts
from tamarack.people.models import Person
from tamarack.stewardship.actions import drop_draft
from tamarack.stewardship.actions.beginning import add_steward, begin_framework, remove_steward
from tamarack.stewardship.actions.structure import Stale, change_structure
from tamarack.stewardship.actions.talking import be_here, comment, settle_comment
from tamarack.stewardship.actions.undoing import take_back
from tamarack.stewardship.actions.writing import Said, review_texts, save_texts
from tamarack.stewardship.models import CellComment, Draft, Edit, Steward
from tamarack.stewardship.queries import find_draft
from tamarack.stewardship.queries.workshop import history, open_comments, others_here, states, steps
from tests.conftest import make_person

CELL = ("COL.1.B", "text")


def stored(draft: Draft, place: tuple[str, str] = CELL, language: str = "en") -> str:
    return texts(Draft.objects.get(pk=draft.pk).document)[place].get(language, "")


def said(text: str, began_with: str | None, language: str = "en", place: tuple[str, str] = CELL) -> list[Said]:
    return [Said(place, language, text, began_with)]


def test_a_text_is_kept_with_its_history(draft: Draft, joanne: Person) -> None:
    before = stored(draft)
    saved = save_texts(joanne, draft, said("**Takes part** in\r\nnetworks. ", before))
    assert stored(draft) == "**Takes part** in\nnetworks."
    assert (saved.was, saved.revision) == (1, 2)
    edit = history(draft, "COL.1.B")[0]
    assert (edit.before, edit.after, edit.person) == (before, "**Takes part** in\nnetworks.", joanne)
    assert save_texts(joanne, draft, said(stored(draft), stored(draft))).revision == 2, "nothing new, nothing kept"


def test_of_two_who_began_with_the_same_text_the_second_overwrites_nothing(
    draft: Draft, joanne: Person, marc: Person
) -> None:
    before = stored(draft)
    save_texts(joanne, draft, said("Joanne's text.", before))
    outcome = save_texts(marc, draft, said("Marc's text.", before)).outcomes[0]
    assert outcome.differs
    assert outcome.stored == stored(draft) == "Joanne's text."
    assert not save_texts(marc, draft, said("Joanne's text.", before)).outcomes[0].differs, "both wrote the same"
    assert not save_texts(marc, draft, said(before, before)).outcomes[0].differs, "wrote nothing"
    save_texts(marc, draft, said("Both.", outcome.stored))
    assert stored(draft) == "Both."


def test_what_cannot_be_shown_is_refused_and_the_rest_kept(draft: Draft, joanne: Person) -> None:
    bad = [Said(CELL, "en", "**open", None), Said(CELL, "xx", "x", None), Said(("ZZZ", "name"), "en", "x", None)]
    outcomes = save_texts(joanne, draft, [*bad, Said(CELL, "fr", "Bien.", None)]).outcomes
    assert [bool(outcome.error) for outcome in outcomes] == [True, True, True, False]
    assert stored(draft, language="fr") == "Bien."


def test_writing_in_an_empty_cell_adds_a_descriptor(draft: Draft, joanne: Person) -> None:
    save_texts(joanne, draft, said("New.", "", place=("ETH.2.E", "text")))
    assert Draft.objects.get(pk=draft.pk).changes == [{"kind": "added", "at": "ETH.2.E"}]


def test_undo_and_redo_are_edits_of_their_own(draft: Draft, joanne: Person, marc: Person) -> None:
    before = stored(draft)
    save_texts(joanne, draft, said("One.", before))
    change_structure(joanne, draft, draft.revision, "retire", {"code": "COM.5"})
    save_texts(marc, draft, said("Deux.", stored(draft, language="fr"), "fr"))
    assert "COM.5" not in criteria(Draft.objects.get(pk=draft.pk).document)
    for _ in range(2):
        undo = steps(draft, joanne).undo
        assert undo is not None
        take_back(joanne, draft, undo)
    assert stored(draft) == before
    assert Draft.objects.get(pk=draft.pk).changes == []
    assert stored(draft, language="fr") == "Deux.", "another person's edit stays"
    assert steps(draft, joanne).undo is None
    for _ in range(2):
        redo = steps(draft, joanne).redo
        assert redo is not None
        take_back(joanne, draft, redo)
    assert stored(draft) == "One."
    assert Draft.objects.get(pk=draft.pk).changes == [{"kind": "retired", "from": "COM.5"}]
    undo = steps(draft, joanne).undo
    assert undo is not None
    take_back(joanne, draft, undo)
    with pytest.raises(BadInput):
        take_back(joanne, draft, undo)


def test_what_was_changed_again_is_not_taken_back(draft: Draft, joanne: Person, marc: Person) -> None:
    save_texts(joanne, draft, said("One.", None))
    save_texts(marc, draft, said("Two.", None))
    with pytest.raises(BadInput):
        take_back(joanne, draft, Edit.objects.get(after="One."))


def test_a_stale_page_changes_no_structure(draft: Draft, joanne: Person, marc: Person) -> None:
    save_texts(marc, draft, said("Two.", None))
    with pytest.raises(Stale):
        change_structure(joanne, draft, 1, "retire", {"code": "COL.1"})
    assert "COL.1" in criteria(Draft.objects.get(pk=draft.pk).document)


def test_comments_and_translations_follow_a_moved_criterion_and_come_back(draft: Draft, joanne: Person) -> None:
    place = ("COM.5.B", "text")
    comment(joanne, draft, "COM.5.B", "Does this belong here?")
    save_texts(joanne, draft, said("New.", None, place=place))
    edit = change_structure(joanne, draft, draft.revision, "move", {"code": "COM.5", "to": "DIG"})
    assert open_comments(draft) == {"DIG.8.B": 1}
    assert states(draft)["DIG.8.B", "text", "fr"] == "outdated"
    take_back(joanne, draft, edit)
    assert open_comments(draft) == {"COM.5.B": 1}
    settle_comment(joanne, CellComment.objects.get(), True)
    assert open_comments(draft) == {}


def test_translations_are_outdated_until_they_follow(draft: Draft, joanne: Person) -> None:
    french, english = ("COL.1.B", "text", "fr"), ("COL.1.B", "text", "en")
    assert states(draft)[french] == "up_to_date"
    save_texts(joanne, draft, said("New.", None))
    assert (states(draft)[english], states(draft)[french]) == ("unreviewed", "outdated")
    save_texts(joanne, draft, said("Neuf.", None, "fr"))
    assert (states(draft)[english], states(draft)[french]) == ("unreviewed", "unreviewed")
    assert review_texts(joanne, draft, [french, ("COL.1.B", "text", "xx")]) == 1
    assert states(draft)[french] == "reviewed"
    save_texts(joanne, draft, said("", None, "fr"))
    assert states(draft)[french] == "missing"


def test_who_is_here_is_seen_by_the_others(draft: Draft, joanne: Person, marc: Person) -> None:
    be_here(joanne, draft, "COL")
    be_here(joanne, draft, "COM")
    assert [(here.person, here.at) for here in others_here(draft, marc)] == [(joanne, "COM")]
    assert others_here(draft, joanne) == []


def test_only_stewards_write_and_only_while_the_draft_is_open(draft: Draft, joanne: Person) -> None:
    stranger = make_person("stranger")
    for act in (
        lambda: save_texts(stranger, draft, said("x", None)),
        lambda: change_structure(stranger, draft, draft.revision, "retire", {"code": "COL.1"}),
        lambda: comment(stranger, draft, "COL.1", "x"),
        lambda: review_texts(stranger, draft, []),
        lambda: begin_framework(stranger, "mine", "1.0", {}),
        lambda: add_steward(stranger, draft.framework, stranger.email),
    ):
        with pytest.raises(NotAllowed):
            act()
    drop_draft(joanne, draft)
    with pytest.raises(NotAllowed):
        save_texts(joanne, draft, said("x", None))


def test_the_last_steward_stays(draft: Draft, joanne: Person) -> None:
    own = Steward.objects.get(person=joanne)
    with pytest.raises(BadInput):
        remove_steward(joanne, own)
    with pytest.raises(BadInput):
        add_steward(joanne, draft.framework, "nobody@clearwater.example")
    other = make_person("marc")
    add_steward(joanne, draft.framework, "Marc@clearwater.example")
    remove_steward(other, own)
    assert find_draft(other, "cacee", "1.1").pk == draft.pk


def test_edits_outlive_their_writers_name(draft: Draft, joanne: Person, marc: Person) -> None:
    save_texts(marc, draft, said("Two.", None))
    comment(marc, draft, "COL.1", "Hello.")
    be_here(marc, draft, "COL")
    marc.delete()
    assert Edit.objects.get().person is None
    assert CellComment.objects.get().person is None
    assert others_here(draft, joanne) == []


@pytest.mark.django_db(transaction=True)
def test_two_stewards_at_the_same_moment_lose_nothing(draft: Draft, joanne: Person, marc: Person) -> None:
    before, kept = stored(draft), []

    def write_as(person: Person, text: str) -> None:
        try:
            kept.append(save_texts(person, Draft.objects.get(pk=draft.pk), said(text, before)).outcomes[0].differs)
        finally:
            connection.close()

    threads = [threading.Thread(target=write_as, args=pair) for pair in ((joanne, "J."), (marc, "M."))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [False, True]
    assert Edit.objects.count() == 1
