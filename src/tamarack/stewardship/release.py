"""Signed releases of published versions, for whoever takes one along and wants to know that it is unchanged."""

from functools import lru_cache

from tamarack.common.database import write
from tamarack.core.formats.release import make_release
from tamarack.core.framework import to_document
from tamarack.portfolio.keys import make_key, read_key
from tamarack.rubric.models import Version
from tamarack.rubric.queries import framework
from tamarack.stewardship.models import ReleaseKey


def release_key() -> str:
    """The public key of this installation's releases; made when it is first asked for."""
    found = ReleaseKey.objects.first()
    if found is None:
        with write():
            found = ReleaseKey.objects.first() or ReleaseKey.objects.create(public=make_key())
    return found.public


def release_file(version: Version) -> bytes:
    """The release of a published version, as a ZIP."""
    published = version.published_at.isoformat(timespec="seconds") if version.published_at else ""
    return _release(version.pk, published, release_key())


@lru_cache(maxsize=8)
def _release(version_id: int, published: str, key: str) -> bytes:
    return make_release(to_document(framework(version_id)), published, read_key(key))
