"""What of the pages the API does is told, page by page."""

from tests.api.coverage import BY_LINK, FILE, HERE, SIGNING_IN, TRIAL, by_operation, changing, page


def test_every_page_that_changes_something_has_an_operation_or_a_reason() -> None:
    names = {name for found in changing().values() for name in found}
    assert names - set(HERE) == set(), "say which operation does it, in tests/api/coverage.py"
    assert set(HERE) - names <= {"calendar_feed", "portfolio_archive", "org_settings", "demo"}


def test_every_operation_that_is_named_is_there() -> None:
    reasons = {BY_LINK, SIGNING_IN, TRIAL}
    named = {told for told in HERE.values() if told not in reasons and ":" not in told and " " not in told}
    assert named - set(by_operation()) == set()


def test_the_docs_show_the_table_as_it_is() -> None:
    """`python scripts/api_coverage.py` writes it anew."""
    assert FILE.read_text(encoding="utf-8") == page()
