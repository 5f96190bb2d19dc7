"""Writes about frameworks."""

from collections.abc import Iterator

from django.utils import timezone

from tamarack.common.database import write
from tamarack.core import framework as core
from tamarack.core.errors import N_, NotAllowed
from tamarack.rubric import queries
from tamarack.rubric.models import Competency, Criterion, Descriptor, Framework, Level, Translation, Version


def publish_framework(framework: core.Framework, previous: Version | None = None) -> Version:
    """Store a framework's version and publish it; `previous` is the one that its changes are declared against.

    Raises
    ------
    NotAllowed
        If this version is stored already.
    """
    with write():
        stored, _ = Framework.objects.get_or_create(code=framework.code)
        if stored.versions.filter(number=framework.version).exists():
            raise NotAllowed(
                N_("Version {version} of {framework} is stored already."),
                version=framework.version,
                framework=framework.code,
            )
        version = Version.objects.create(
            framework=stored,
            number=framework.version,
            status=framework.status,
            languages=list(framework.languages),
            translations=dict(framework.translations),
            editorial=[dict(note) for note in framework.editorial],
            previous=previous,
            changes=[dict(change) for change in framework.changes],
            restores=framework.restores,
        )
        _store_parts(version, framework)
        version.published_at = timezone.now()
        version.save()
    queries.forget_current()
    return version


def _store_parts(version: Version, framework: core.Framework) -> None:
    Level.objects.bulk_create(Level(version=version, code=level.code, rank=level.rank) for level in framework.levels)
    Competency.objects.bulk_create(
        Competency(version=version, code=competency.code, position=position)
        for position, competency in enumerate(framework.competencies)
    )
    competencies = {row.code: row for row in Competency.objects.filter(version=version)}
    Criterion.objects.bulk_create(
        Criterion(
            version=version, competency=competencies[criterion.competency], code=criterion.code, position=position
        )
        for position, criterion in enumerate(framework.criteria)
    )
    levels = {row.code: row for row in Level.objects.filter(version=version)}
    criteria = {row.code: row for row in Criterion.objects.filter(version=version)}
    Descriptor.objects.bulk_create(
        Descriptor(version=version, criterion=criteria[criterion.code], level=levels[level])
        for criterion in framework.criteria
        for level in criterion.levels
    )
    Translation.objects.bulk_create(
        Translation(version=version, subject=subject, field=field, language=language, text=text)
        for subject, field, texts in _texts(framework)
        for language, text in texts.items()
    )


def _texts(framework: core.Framework) -> Iterator[tuple[str, str, core.Text]]:
    """All texts with where they stand: subject, field, text by language."""
    yield "", "title", framework.title
    yield "", "description", framework.description
    yield "", "publisher", framework.publisher
    for level in framework.levels:
        yield f"level:{level.code}", "name", level.name
        yield f"level:{level.code}", "title", level.title
    for competency in framework.competencies:
        yield competency.code, "name", competency.name
        yield competency.code, "description", competency.description
    for criterion in framework.criteria:
        yield criterion.code, "name", criterion.name
        for level_code, texts in criterion.descriptors.items():
            yield f"{criterion.code}.{level_code}", "text", texts
