"""Organisations: founded, owned, with teams and rules of their own."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from tamarack.core.errors import BadInput, NotAllowed
from tamarack.people.actions import organisations as actions
from tamarack.people.actions.organisations import Rules
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.people.rules import in_team, is_member, is_owner, leads
from tests.people.conftest import join


def picture(width: int = 1200, height: int = 300, kind: str = "PNG") -> Any:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(stream, kind)
    return SimpleUploadedFile("logo.png", stream.getvalue())


def test_who_founds_an_organisation_owns_it(person: Person, organisation: Organisation) -> None:
    assert organisation.code == "clearwater-college"
    assert is_owner.test(person, organisation)


def test_two_organisations_of_one_name_have_addresses_of_their_own(person: Person) -> None:
    codes = [actions.found_organisation(person, "New", "employer", "en").code for _ in range(2)]
    assert codes == ["new-2", "new-3"]  # "new" is an address itself
    assert actions.found_organisation(person, "北", "employer", "fr").code == "o"


def test_a_lead_leads_their_own_team_alone(person: Person, organisation: Organisation, team: Team) -> None:
    other = actions.add_team(person, organisation, "Co-op")
    lead, member = join(organisation, "lead", "lead", team).person, join(organisation, "member", team=team).person
    assert leads.test(lead, team)
    assert not leads.test(lead, other)
    assert not leads.test(member, team)
    assert leads.test(person, other)
    assert in_team.test(member, team)
    assert not in_team.test(member, other)


def test_strangers_are_nothing_in_an_organisation(organisation: Organisation, team: Team, stranger: Person) -> None:
    assert not any(
        (is_member.test(stranger, organisation), is_owner.test(stranger, organisation), leads.test(stranger, team))
    )


def test_only_owners_change_an_organisation(organisation: Organisation, team: Team, stranger: Person) -> None:
    lead = join(organisation, "lead", "lead", team).person
    rules = Rules(5, 3, 12, date(2026, 1, 1))
    for who in (lead, stranger):
        for act in (
            lambda who=who: actions.change_organisation(who, organisation, name="X", kind="employer", language="en"),
            lambda who=who: actions.change_rules(who, organisation, rules),
            lambda who=who: actions.set_logo(who, organisation, picture(), "X"),
            lambda who=who: actions.remove_logo(who, organisation),
            lambda who=who: actions.add_team(who, organisation, "X"),
            lambda who=who: actions.rename_team(who, team, "X"),
            lambda who=who: actions.remove_team(who, team),
            lambda who=who: actions.want_association(who, organisation, None),
            lambda who=who: actions.delete_organisation(who, organisation),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert Organisation.objects.get().name == "Clearwater College"


@pytest.mark.parametrize(("k", "threshold", "months"), [(4, 3, 12), (5, 2, 12), (5, 3, 2), (101, 3, 12)])
def test_nothing_is_counted_below_the_promise(
    person: Person, organisation: Organisation, k: int, threshold: int, months: int
) -> None:
    with pytest.raises(BadInput):
        actions.change_rules(person, organisation, Rules(k, threshold, months, date(2026, 1, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(k=min(k, 4))


def test_a_logo_is_kept_small_and_with_words(person: Person, organisation: Organisation) -> None:
    with pytest.raises(BadInput, match="in words"):
        actions.set_logo(person, organisation, picture(), "  ")
    actions.set_logo(person, organisation, picture(kind="JPEG"), "Clearwater College")
    kept = Organisation.objects.get()
    assert kept.logo_text == "Clearwater College"
    with Image.open(io.BytesIO(bytes(kept.logo))) as image:
        assert (image.format, image.size) == ("PNG", (600, 150))
    actions.remove_logo(person, kept)
    assert (bytes(Organisation.objects.get().logo), Organisation.objects.get().logo_text) == (b"", "")


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a"])
def test_what_is_no_picture_is_no_logo(person: Person, organisation: Organisation, content: bytes) -> None:
    with pytest.raises(BadInput):
        actions.set_logo(person, organisation, SimpleUploadedFile("logo.png", content), "A logo")


def test_a_team_s_name_is_its_own(person: Person, organisation: Organisation, team: Team) -> None:
    with pytest.raises(BadInput, match="already"):
        actions.add_team(person, organisation, "Careers")
    other = actions.add_team(person, organisation, "Co-op")
    with pytest.raises(BadInput, match="already"):
        actions.rename_team(person, other, "Careers")
    actions.rename_team(person, other, "Co-op and WIL")
    assert Team.objects.get(pk=other.pk).code == "co-op"


def test_a_team_s_people_stay_when_it_goes(person: Person, organisation: Organisation, team: Team) -> None:
    lead = join(organisation, "lead", "lead", team)
    actions.remove_team(person, team)
    lead.refresh_from_db()
    assert (lead.team, lead.role) == (None, "member")


def test_an_association_counts_who_asks_and_is_let_in(person: Person, organisation: Organisation) -> None:
    association = actions.found_organisation(person, "Maple", "association", "en")
    actions.want_association(person, organisation, association)
    organisation.refresh_from_db()
    assert (organisation.wants, organisation.association) == (association, None)
    actions.answer_want(person, association, organisation, yes=True)
    organisation.refresh_from_db()
    assert (organisation.wants, organisation.association) == (None, association)
    actions.let_go(person, association, organisation)
    organisation.refresh_from_db()
    assert organisation.association is None


def test_an_association_s_owners_alone_answer(person: Person, organisation: Organisation, stranger: Person) -> None:
    association = actions.found_organisation(stranger, "Maple", "association", "en")
    actions.want_association(person, organisation, association)
    with pytest.raises(NotAllowed):
        actions.answer_want(person, association, organisation, yes=True)
    actions.want_association(person, organisation, None)
    organisation.refresh_from_db()
    with pytest.raises(NotAllowed, match="taken its question back"):
        actions.answer_want(stranger, association, organisation, yes=True)


def test_what_is_no_association_counts_nobody(person: Person, organisation: Organisation) -> None:
    other = actions.found_organisation(person, "Boreal", "employer", "fr")
    with pytest.raises(BadInput):
        actions.want_association(person, organisation, other)


def test_an_association_that_becomes_something_else_counts_nobody_any_more(
    person: Person, organisation: Organisation
) -> None:
    association = actions.found_organisation(person, "Maple", "association", "en")
    actions.want_association(person, organisation, association)
    actions.answer_want(person, association, Organisation.objects.get(pk=organisation.pk), yes=True)
    actions.change_organisation(person, association, name="Maple", kind="employer", language="en")
    organisation.refresh_from_db()
    assert organisation.association is None


def test_deleting_an_organisation_leaves_its_people(person: Person, organisation: Organisation, team: Team) -> None:
    join(organisation, "member", team=team)
    actions.delete_organisation(person, organisation)
    assert (Organisation.objects.count(), Member.objects.count(), Person.objects.count()) == (0, 0, 2)
