"""The audit log is added to, never changed; it names nobody whose account is gone."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.utils import timezone

from tamarack.common.models import Entry
from tamarack.core.errors import NotAllowed
from tamarack.people.actions.accounts import delete_account
from tamarack.people.actions.members import change_member
from tamarack.people.audit import What, record, record_daily
from tamarack.people.models import Organisation, Person
from tamarack.people.queries.log import Wanted, organisation_entries, own_entries
from tests.people.conftest import join


def test_an_entry_cannot_be_changed_or_removed(person: Person) -> None:
    record(What.SAW, by=person, of=person)
    entry = Entry.objects.get()
    entry.what = "other"
    for act in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(what="other"),
        lambda: Entry.objects.bulk_update([entry], ["what"]),
        lambda: Entry.objects.update_or_create(pk=entry.pk, defaults={"what": "other"}),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Entry.objects.get().what == "saw"


def test_no_interface_holds_the_log_to_change_it() -> None:
    assert not admin.site.is_registered(Entry)
    assert not [
        field for model in apps.get_models() for field in model._meta.get_fields() if field.related_model is Entry
    ]


def test_what_someone_looked_at_is_written_once_a_day(person: Person, organisation: Organisation) -> None:
    for _ in range(2):
        record_daily(What.READ_FIGURES, by=person, organisation=organisation, about="careers")
    assert Entry.objects.filter(what="read_figures").count() == 1
    record_daily(What.READ_FIGURES, by=person, organisation=organisation, about="co-op")
    Entry.objects.create(what="saw", by=person.audit_key, at=timezone.now() - timedelta(days=1))
    record_daily(What.SAW, by=person)
    assert Entry.objects.filter(what="saw").count() == 2


def test_a_person_reads_what_concerns_them_and_no_more(person: Person, organisation: Organisation) -> None:
    one, two = join(organisation, "one"), join(organisation, "two")
    change_member(person, one, role="owner", team=None)
    change_member(person, two, role="owner", team=None)
    lines = own_entries(one.person, "").object_list
    assert [(line.what, line.by, line.of) for line in lines] == [(What.MOVED, person, one.person)]


def test_erasure_destroys_the_key(person: Person, organisation: Organisation) -> None:
    member = join(organisation, "member")
    change_member(person, member, role="owner", team=None)
    delete_account(member.person)
    [line] = list(organisation_entries(organisation, Wanted("moved"), "").object_list)
    assert (line.by, line.of) == (person, None)
    assert Entry.objects.get(what="moved").of is not None


def test_owners_look_for_what_and_when(person: Person, organisation: Organisation) -> None:
    Entry.objects.create(what="asked", organisation=organisation.pk, at=timezone.now() - timedelta(days=9))
    Entry.objects.create(what="asked", organisation=organisation.pk + 1)
    Entry.objects.create(what="saw", of=uuid.uuid4())
    today = timezone.localdate()

    def found(wanted: Wanted) -> list[str]:
        return [str(line.what) for line in organisation_entries(organisation, wanted, "").object_list]

    assert found(Wanted()) == ["founded", "asked"]
    assert found(Wanted(what="asked")) == ["asked"]
    assert found(Wanted(since=today)) == ["founded"]
    assert found(Wanted(until=today - timedelta(days=1))) == ["asked"]
