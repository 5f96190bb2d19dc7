"""A framework stored in rows is the framework of the file, and a published version never changes."""

import pytest
from django.db import models

from tamarack.cli.load import DATA, load_shipped_rubrics
from tamarack.core.errors import NotAllowed
from tamarack.core.formats import load_framework
from tamarack.rubric import queries
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Competency, Criterion, Descriptor, Level, Translation, Version
from tamarack.rubric.queries import Stored

PARTS = (Level, Competency, Criterion, Descriptor, Translation)


def test_stored_framework_says_what_the_file_says(cacee: Stored) -> None:
    file = load_framework((DATA / "cacee.yaml").read_bytes())
    stored = cacee.framework
    assert stored.descriptor_count == 98
    assert [c.code for c in stored.criteria] == [c.code for c in file.criteria]
    for ours, theirs in zip(stored.criteria, file.criteria, strict=True):
        assert ours.name == theirs.name
        assert {k: dict(v) for k, v in ours.descriptors.items()} == {k: dict(v) for k, v in theirs.descriptors.items()}
        assert ours.levels == theirs.levels
    for name in ("code", "version", "languages", "title", "status", "description", "publisher", "translations"):
        assert getattr(stored, name) == getattr(file, name), name
    assert list(stored.editorial) == [dict(note) for note in file.editorial]
    assert [(r.code, r.rank, r.name, r.title) for r in stored.levels] == [
        (r.code, r.rank, r.name, r.title) for r in file.levels
    ]
    assert [(r.code, r.name, r.description) for r in stored.competencies] == [
        (r.code, r.name, r.description) for r in file.competencies
    ]


def test_loading_again_stores_nothing_twice(cacee: Stored) -> None:
    load_shipped_rubrics()
    assert Version.objects.count() == 1


def test_a_version_cannot_be_published_twice(cacee: Stored) -> None:
    with pytest.raises(NotAllowed, match=r"Version 1\.0 of cacee is stored already"):
        publish_framework(cacee.framework)


@pytest.mark.parametrize("part", PARTS)
def test_no_row_of_a_published_version_can_be_changed(cacee: Stored, part: type[models.Model]) -> None:
    row = part.objects.filter(version_id=cacee.id).first()  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        row.save()
    with pytest.raises(NotAllowed):
        row.delete()


@pytest.mark.parametrize("part", PARTS)
def test_rows_of_a_published_version_cannot_be_changed_in_bulk(cacee: Stored, part: type[models.Model]) -> None:
    rows = part.objects.filter(version_id=cacee.id)  # type: ignore[attr-defined]
    row = rows.first()
    with pytest.raises(NotAllowed):
        rows.update(version_id=cacee.id)
    with pytest.raises(NotAllowed):
        rows.delete()
    with pytest.raises(NotAllowed):
        part.objects.bulk_update([row], ["version"])  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        part.objects.bulk_create([row])  # type: ignore[attr-defined]


def test_a_published_version_itself_cannot_be_changed(cacee: Stored) -> None:
    version = Version.objects.get(pk=cacee.id)
    version.published_at = None
    for refused in (version.save, version.delete, Version.objects.all().delete):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(NotAllowed):
        Version.objects.update(published_at=None)
    assert Version.objects.get(pk=cacee.id).published_at is not None


def test_a_draft_version_can_change(cacee: Stored) -> None:
    framework = Version.objects.get(pk=cacee.id).framework
    draft = Version.objects.create(framework=framework, number="1.1")
    row = Level.objects.create(version=draft, code="B", rank=1)
    row.rank = 2
    row.save()
    assert Level.objects.filter(version=draft).update(rank=1) == 1
    row.delete()
    draft.delete()


def test_a_draft_version_is_not_shown(cacee: Stored) -> None:
    framework = Version.objects.get(pk=cacee.id).framework
    Version.objects.create(framework=framework, number="1.1")
    queries.forget_current()
    assert queries.current_version("cacee").framework.version == "1.0"


def test_showing_a_published_framework_needs_no_query(cacee: Stored, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    queries.framework(cacee.id)
    with django_assert_num_queries(0):
        assert queries.current_version("cacee").framework is queries.framework(cacee.id)
