"""What an edit of evidence undoes: a reviewer accepted what it said, not what it says now."""

from collections.abc import Sequence

from django.utils import timezone

from tamarack.portfolio.models import Acceptance, Evidence, Support


def held_still(evidence: int) -> Evidence:
    """Evidence as it is now, which nobody else edits until the transaction ends."""
    return Evidence.objects.select_for_update().get(pk=evidence)


def lapse(evidence: Evidence, supports: Sequence[Support] | None = None) -> None:
    """Note that evidence was edited, and lapse what was accepted of it: all, or only for these descriptors.

    To be called within the transaction of the edit.
    """
    now = timezone.now()
    standing = Acceptance.objects.filter(support__evidence=evidence, lapsed_at=None)
    if supports is not None:
        standing = standing.filter(support__in=supports)
    else:
        evidence.edited_at = now
        evidence.save(update_fields=["edited_at"])
    standing.update(lapsed_at=now)
