from datetime import datetime, timedelta

from tamarack.core.translating import Marks, follows, state

START = datetime(2026, 11, 1)
BOTH = {"en": "one", "fr": "un"}


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def test_a_text_as_in_the_version_before_is_up_to_date() -> None:
    assert state("fr", BOTH, {}) == "up_to_date"
    assert state("fr", {"en": "one"}, {}) == "missing"
    assert state("fr", {"fr": ""}, {}) is None


def test_a_translation_is_outdated_until_it_follows_or_is_reviewed() -> None:
    led = {"en": Marks(at(1), at(1))}
    assert state("fr", BOTH, led) == "outdated"
    assert state("en", BOTH, led) == "unreviewed"
    assert state("fr", BOTH, {**led, "fr": Marks(at(2))}) == "unreviewed"
    assert state("fr", BOTH, {**led, "fr": Marks(at(2), reviewed=at(3))}) == "reviewed"
    assert state("fr", BOTH, {**led, "fr": Marks(reviewed=at(2))}) == "reviewed"
    assert state("fr", BOTH, {"en": Marks(at(4), at(4)), "fr": Marks(at(2), reviewed=at(3))}) == "outdated"


def test_who_follows_does_not_outdate_whom_they_follow() -> None:
    led = {"en": Marks(at(1), at(1))}
    assert follows("fr", BOTH, led)
    assert follows("fr", BOTH, {**led, "fr": Marks(at(2))}), "still being translated"
    assert not follows("fr", BOTH, {**led, "fr": Marks(at(2), reviewed=at(3))}), "reviewed: a new thought"
    assert not follows("fr", BOTH, {})
    assert follows("fr", {"en": "one"}, {})
    assert not follows("en", {}, {}), "the first to be written leads"
