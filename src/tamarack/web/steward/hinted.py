"""What a draft's writers are advised of, with where it is."""

from collections import Counter

from tamarack.stewardship.models import Draft


def hint_counts(draft: Draft) -> Counter[str]:
    """How many hints there are for each criterion of a draft."""
    return Counter()
