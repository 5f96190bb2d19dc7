"""The pages of the professional development log, as one uses them."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.growth.actions.doing import Doing, create_action, finish_action
from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.portfolio.models import Activity, Exemption, File, Following
from tamarack.rubric.queries import Stored
from tests.portfolio.conftest import PDF, upload

LOG = "/en/portfolio/log/"
QUICK = {"title": "Webinar", "on": "2026-03-02", "done": "1.5", "category": "workshop"}


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def log_it(person: Person, cacee: Stored) -> Callable[..., Activity]:
    def log_it(title: str = "Webinar", on: str = "2026-03-02", done: int = 6, **more: Any) -> Activity:
        category = more.pop("category", "workshop")
        return log_activity(person, cacee, Spent(title, date.fromisoformat(on), category, done, **more))

    return log_it


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


def plain(html: str) -> str:
    return re.sub(r"[ \n\t]+", " ", re.sub(r"<[^>]+>", " ", html))


# Entering


@pytest.mark.parametrize(
    ("written", "quarters"), [("1.5", 6), ("1,5", 6), ("1:30", 6), ("1 h 30", 6), ("1,5 h", 6), ("90 min", 6)]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_title_day_hours_and_category_are_enough(own: Client, language: str, written: str, quarters: int) -> None:
    response = own.post(f"/{language}/portfolio/log/new/", {**QUICK, "done": written})
    activity = Activity.objects.get()
    assert response["Location"] == f"/{language}/portfolio/log/#activity-{activity.pk}"
    assert (activity.title, activity.done_quarters) == ("Webinar", quarters)
    shown = page(own, f"/{language}/portfolio/log/")
    assert ("1.5\u00a0h" if language == "en" else "1,5\u00a0h") in shown
    assert f'value="{"1.5" if language == "en" else "1,5"}"' in page(own, f"/{language}/portfolio/log/{activity.pk}/")


@pytest.mark.parametrize(
    ("changed", "english", "french"),
    [
        ({"title": ""}, "say in a line what it was", "dire en une ligne de quoi il"),
        ({"on": ""}, "give a day", "indiquer un jour"),
        ({"on": "yesterday"}, "not a date", "pas une date"),
        ({"on": "1066-01-01"}, "cannot be meant", "ne peut"),
        ({"done": "1.3"}, "kept in quarters", "par quarts"),
        ({"done": "soon"}, "is not a time", "pas une durée"),
        ({"done": "-2"}, "is not a time", "pas une durée"),
        ({"done": "5000"}, "1000 hours at most", "1000 heures au plus"),
        ({"done": ""}, "give the hours", "indiquer les heures"),
        ({"done": "0"}, "give the hours", "indiquer les heures"),
        ({"on": "2199-01-01"}, "still to come", "encore à venir"),
        ({"category": "cooking"}, "valid choice", "choix valide"),
        ({"criteria": ["COL.99"]}, "valid choice", "choix valide"),
        ({"title": "x" * 301}, "301", "301"),
        ({"title": "a\x07b"}, "control characters", "caractères de commande"),
        ({"title": "a\x00b"}, "ull characters", "nul"),
        ({"proof": upload("virus.exe", b"MZ")}, "virus.exe", "virus.exe"),
        ({"proof": upload("x.pdf", b"no pdf")}, "x.pdf", "x.pdf"),
        ({"proof": upload("x.pdf", b"")}, "empty", "vide"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_kept_is_told_on_the_form_and_leaves_nothing_behind(
    own: Client, language: str, changed: dict[str, Any], english: str, french: str
) -> None:
    told = {**QUICK, "notes": "What I wrote", **changed}
    for file in [value for value in told.values() if hasattr(value, "seek")]:
        file.seek(0)
    response = own.post(f"/{language}/portfolio/log/new/", told)
    assert response.status_code == 200
    html = response.content.decode()
    assert (english if language == "en" else french) in html
    assert "What I wrote" in html
    assert not Activity.objects.exists()
    assert not File.objects.exists()


def test_a_form_sent_twice_is_taken_once(own: Client) -> None:
    sent = {**QUICK, "csrfmiddlewaretoken": "a"}
    first, second = (own.post(f"{LOG}new/", sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 1


def test_a_proof_goes_with_the_entry_and_can_be_added_and_deleted(own: Client) -> None:
    own.post(f"{LOG}new/", {**QUICK, "proof": upload("one.pdf")})
    activity = Activity.objects.get()
    address = f"{LOG}{activity.pk}/"
    assert own.post(address, {**QUICK, "proof": upload("two.pdf", PDF + b"\n%%EOF")})["Location"] == address
    html = page(own, address)
    assert "one.pdf" in html
    assert "two.pdf" in html
    assert "2 proofs" in page(own, LOG)
    first = File.objects.get(name="one.pdf")
    assert "one.pdf" in page(own, f"{LOG}proofs/{first.pk}/remove/")
    assert own.post(f"{LOG}proofs/{first.pk}/remove/")["Location"] == address
    assert [file.name for file in File.objects.all()] == ["two.pdf"]


def test_an_action_that_is_done_is_entered_with_its_words_day_and_criteria(
    own: Client, person: Person, cacee: Stored
) -> None:
    action = create_action(person, cacee.framework, Doing("Read a guide", "learn", ["COL.1.B", "ETH.2.M"]))
    assert f"action={action.pk}" not in page(own, f"/en/growth/actions/{action.pk}/")
    assert "Read a guide" not in page(own, f"{LOG}new/?action={action.pk}")
    finish_action(person, action, "Ask first")
    assert f"/en/portfolio/log/new/?action={action.pk}" in page(own, f"/en/growth/actions/{action.pk}/")
    html = page(own, f"{LOG}new/?action={action.pk}")
    assert 'value="Read a guide"' in html
    assert f'value="{timezone.localdate().isoformat()}"' in html
    assert "Ask first" in html
    assert re.findall(r'value="(\w+\.\d)"[^>]* checked', html) == ["COL.1", "ETH.2"]
    assert '<option value="course" selected>' in html
    own.post(f"{LOG}new/?action={action.pk}", {**QUICK, "title": "Read a guide"})
    activity = Activity.objects.get()
    assert activity.action == action.pk
    assert f"/en/portfolio/log/{activity.pk}/" in page(own, f"/en/growth/actions/{action.pk}/")


def test_evidence_is_entered_with_its_title_day_and_criteria(own: Client, person: Person, cacee: Stored) -> None:
    evidence = keep_evidence(
        person, cacee, Told("A guide for parents", "publication", ended=date(2026, 2, 3), serves=["COM.3.B"])
    )
    html = page(own, f"{LOG}new/?evidence={evidence.pk}")
    assert 'value="A guide for parents"' in html
    assert 'value="2026-02-03"' in html
    assert re.findall(r'value="(\w+\.\d)"[^>]* checked', html) == ["COM.3"]
    assert '<option value="research" selected>' in html
    own.post(f"{LOG}new/?evidence={evidence.pk}", QUICK)
    assert Activity.objects.get().evidence == evidence.pk


@pytest.mark.parametrize(
    "key", ["action=x", "action=999999", "evidence=-1", "again=9" + "9" * 40, "again=%00", "evidence="]
)
def test_what_an_entry_cannot_begin_with_is_left_out(own: Client, key: str) -> None:
    assert 'value=""' in page(own, f"{LOG}new/?{key}") or "A new activity" in page(own, f"{LOG}new/?{key}")


def test_did_it_again_begins_with_the_same_today(own: Client, log_it: Callable[..., Activity]) -> None:
    first = log_it("Ethics round", done=7, category="association", criteria=["ETH.2"], project="Round", notes="Once")
    assert f"new/?again={first.pk}" in page(own, LOG)
    html = page(own, f"{LOG}new/?again={first.pk}")
    assert 'value="Ethics round"' in html
    assert 'value="1.75"' in html
    assert 'value="Round"' in html
    assert f'value="{timezone.localdate().isoformat()}"' in html
    assert "Once" not in html


def test_planned_is_done_in_one_click(own: Client, log_it: Callable[..., Activity]) -> None:
    ahead = (timezone.localdate() + timedelta(days=9)).isoformat()
    activity = log_it("Institute", ahead, done=0, planned=12)
    assert "planned" in page(own, LOG)
    response = own.post(f"{LOG}{activity.pk}/done/", follow=True)
    assert "Done: Institute, 3\u00a0h." in response.content.decode()
    activity.refresh_from_db()
    assert (activity.done_quarters, activity.on) == (12, timezone.localdate())


def test_changing_and_deleting(own: Client, log_it: Callable[..., Activity]) -> None:
    activity = log_it()
    own.post(f"{LOG}{activity.pk}/", {**QUICK, "title": "Seminar", "done": "2", "criteria": ["COL.1", "DIG.7"]})
    activity.refresh_from_db()
    assert (activity.title, activity.done_quarters, activity.criteria) == ("Seminar", 8, ["COL.1", "DIG.7"])
    assert "Seminar" in page(own, f"{LOG}{activity.pk}/delete/")
    assert Activity.objects.exists()
    own.post(f"{LOG}{activity.pk}/delete/")
    assert not Activity.objects.exists()


def test_one_s_own_words_are_escaped(own: Client, log_it: Callable[..., Activity]) -> None:
    words = "<script>alert(1)</script>"
    activity = log_it(words, project=words[:30], notes=words, reflection=words)
    for address in (LOG, f"{LOG}{activity.pk}/", f"{LOG}{activity.pk}/delete/", f"{LOG}new/?again={activity.pk}"):
        assert "<script>alert" not in page(own, address)


# The list


def test_the_list_is_by_year_with_totals_and_filters(own: Client, log_it: Callable[..., Activity]) -> None:
    log_it("Of old", "2024-12-31", done=10, category="course")
    log_it("New year", "2025-01-01", done=4)
    log_it("A long read", "2025-06-01", done=8, category="reading")
    log_it("Some day", "2025-07-01", done=0, planned=6)
    every = plain(page(own, LOG))
    assert "4 activities, 5.5\u00a0h done, 1.5\u00a0h planned." in every
    assert every.index("Some day") < every.index("A long read") < every.index("New year") < every.index("Of old")
    assert "2025 3\u00a0h, 1.5\u00a0h planned" in every
    of_2025 = plain(page(own, f"{LOG}?year=2025"))
    assert "Of old" not in of_2025
    assert "3 activities, 3\u00a0h done, 1.5\u00a0h planned." in of_2025
    reading = plain(page(own, f"{LOG}?category=reading"))
    assert "1 activity, 2\u00a0h done." in reading
    assert "No activity is like that." in page(own, f"{LOG}?year=1999")
    for odd in ("year=x", "year=99999999999999999999", "category=%00", "scheme=none", "page=-3", "page=x", "page=99"):
        assert own.get(f"{LOG}?{odd}").status_code == 200


def test_the_list_by_scheme_tells_what_counts_and_why_not_the_rest(
    own: Client, person: Person, log_it: Callable[..., Activity]
) -> None:
    today = timezone.localdate()
    follow_scheme(person, "sixty-in-three-years", today)
    day = date(today.year, 1, 1).isoformat()
    log_it("Clinic", day, done=30 * 4, category="project", project="Clinic")
    log_it("Something", day, category="other")
    html = plain(page(own, f"{LOG}?scheme=sixty-in-three-years"))
    assert "Counts 25\u00a0h. 5\u00a0h beyond the 25\u00a0h that one project can count." in html
    assert "Something" not in html.partition("Your schemes")[0].partition("Show all")[2]


def test_a_thousand_entries_come_in_pages(own: Client, person: Person, cacee: Stored) -> None:
    rows = [
        Activity(person=person, title=f"Entry {number:04}", category="course", version_id=cacee.id, done_quarters=4,
                 on=date(2026, 11, 1) - timedelta(days=number))
        for number in range(1000)
    ]  # fmt: skip
    Activity.objects.bulk_create(rows)
    first, last = page(own, LOG), page(own, f"{LOG}?page=20&category=course")
    assert first.count('class="entry') == last.count('class="entry') == 50
    assert "Entry 0000" in first
    assert "Entry 0999" in last
    assert "1000 activities, 1,000\u00a0h done." in plain(first)
    assert "Page 20 of 20" in last
    assert "?page=19&amp;category=course" in last
    assert len(first) < 150_000


@pytest.mark.parametrize("count", [1, 30])
def test_no_page_costs_more_with_thirty_entries(
    own: Client,
    person: Person,
    cacee: Stored,
    log_it: Callable[..., Activity],
    django_assert_num_queries: Any,
    count: int,
) -> None:
    for key in ("sixty-in-three-years", "hundred-in-three-years"):
        following = follow_scheme(person, key, date(2024, 1, 1))
        for number in range(count):
            day = date(2025, 1, 1) + timedelta(days=number)
            add_exemption(person, following, day, day, "care")
    for number in range(count):
        day = (date(2026, 1, 1) + timedelta(days=number)).isoformat()
        activity = log_it(f"Entry {number}", day, criteria=["COL.1"])
        log_it(f"Plan {number}", day, done=0, planned=4)
        File.objects.create(person=person, activity=activity, stored=f"gone/{number}", name="x.pdf", size=1)
    days = "first=2026-01-01&last=2026-11-25"
    pages = {
        LOG: 5, f"{LOG}?scheme=sixty-in-three-years": 5, f"{LOG}new/": 0, f"{LOG}new/?again={activity.pk}": 1,
        f"{LOG}{activity.pk}/": 5, f"{LOG}{activity.pk}/delete/": 1, f"{LOG}schemes/": 3,
        f"{LOG}schemes/sixty-in-three-years/": 4, f"{LOG}schemes/no-minimum/": 2, f"{LOG}take/": 2,
        f"{LOG}take/log.csv": 5, f"{LOG}take/certificate.pdf?{days}": 8, f"{LOG}take/audit-pack.zip?{days}": 11,
    }  # fmt: skip
    for address, queries in pages.items():
        with django_assert_num_queries(2 + queries):
            assert own.get(address).status_code == 200, address


# Schemes


def test_following_a_scheme_shows_where_one_is_and_what_is_to_go(
    own: Client, person: Person, log_it: Callable[..., Activity]
) -> None:
    today = timezone.localdate()
    first = date(today.year, 1, 1)
    log_it("Course", first.isoformat(), done=18, category="course")
    log_it("Later", date(today.year, 12, 31).isoformat(), done=0, planned=230, category="course")
    assert "You follow" not in plain(page(own, f"{LOG}schemes/")).partition("Schemes to follow")[0]
    address = f"{LOG}schemes/sixty-in-three-years/"
    assert "An example, modelled on" in page(own, address)
    assert own.post(f"{address}follow/", {"since": first.isoformat()})["Location"] == address
    html = plain(page(own, address))
    assert f"The present period: {today.year} to {today.year + 2}" in html
    assert "4.5\u00a0h of 60\u00a0h" in html
    assert "55.5\u00a0h to go in the period, of 60\u00a0h." in html
    assert f"{today.year}: 5.5\u00a0h to go in the year, of 10\u00a0h." in html
    assert "With what you have planned you would reach 62\u00a0h." in html
    assert f"keep the proof until 31 January {today.year + 4}" in html
    assert "It is planned, and not done yet." in html
    assert "4.5\u00a0h of 60\u00a0h" in plain(page(own, LOG))
    assert "4,5\u00a0h sur 60\u00a0h" in plain(page(own, "/fr/portfolio/log/schemes/"))


def test_what_is_to_go_of_categories_and_competencies(
    own: Client, person: Person, log_it: Callable[..., Activity]
) -> None:
    today = timezone.localdate()
    follow_scheme(person, "twenty-five-a-year", today - timedelta(days=30))
    follow_scheme(person, "hundred-in-three-years", today)
    log_it("Course", today.isoformat(), done=100, category="course", criteria=["COL.1", "ETH.1"])
    yearly = plain(page(own, f"{LOG}schemes/twenty-five-a-year/"))
    assert "Not covered yet: Communication, Digital Literacy, Equity, Diversity" in yearly
    assert f"{today.year}: 1 more category to go." in plain(page(own, f"{LOG}schemes/hundred-in-three-years/"))


def test_past_periods_stay_to_be_seen(own: Client, person: Person, log_it: Callable[..., Activity]) -> None:
    follow_scheme(person, "twenty-five-a-year", timezone.localdate() - timedelta(days=800))
    log_it("Then", (timezone.localdate() - timedelta(days=790)).isoformat(), done=44, criteria=["COL.1"])
    html = page(own, f"{LOG}schemes/twenty-five-a-year/")
    past = plain(html.partition("Past periods")[2])
    assert "11\u00a0h of 25\u00a0h" in past
    assert html.count("<details") >= 3


@pytest.mark.parametrize(
    ("since", "english", "french"),
    [("", "give a day", "indiquer un jour"), ("x", "not a date", "pas une date"),
     ("1066-01-01", "cannot be meant", "ne peut"), ("2190-01-01", "within a year", "dans un an")],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_bad_day_of_a_scheme(own: Client, language: str, since: str, english: str, french: str) -> None:
    response = own.post(f"/{language}/portfolio/log/schemes/no-minimum/follow/", {"since": since})
    assert response.status_code == 422
    assert (english if language == "en" else french) in response.content.decode()
    assert not Following.objects.exists()


@pytest.mark.parametrize("address", ["", "follow/", "leave/", "exempt/"])
def test_a_scheme_that_there_is_not(own: Client, address: str) -> None:
    for method in (own.get, own.post):
        assert method(f"{LOG}schemes/none-such/{address}", {"since": "2026-01-01"}).status_code in (404, 405)


def test_an_exemption_lowers_what_is_asked_and_can_be_taken_back(own: Client, person: Person) -> None:
    today = timezone.localdate()
    address = f"{LOG}schemes/sixty-in-three-years/"
    follow_scheme(person, "sixty-in-three-years", today)
    told = {"began": f"{today.year}-01-01", "ended": f"{today.year}-12-31", "reason": "parental", "note": "Twins"}
    assert own.post(f"{address}exempt/", told)["Location"] == address
    html = plain(page(own, address))
    assert "0\u00a0h of 40\u00a0h" in html
    assert "waived" in html
    assert "Parental leave · Twins" in html
    own.post(f"{LOG}exemptions/{Exemption.objects.get().pk}/remove/")
    assert "0\u00a0h of 60\u00a0h" in plain(page(own, address))


@pytest.mark.parametrize(
    ("changed", "english", "french"),
    [
        ({"began": ""}, "give a day", "indiquer un jour"),
        ({"ended": "2025-12-31"}, "ends before it begins", "précède le début"),
        ({"reason": "lazy"}, "valid choice", "choix valide"),
        ({"ended": "9999-01-01"}, "cannot be meant", "ne peut"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_bad_exemption(
    own: Client, person: Person, language: str, changed: dict[str, str], english: str, french: str
) -> None:
    follow_scheme(person, "sixty-in-three-years", date(2026, 1, 1))
    told = {"began": "2026-01-01", "ended": "2026-03-01", "reason": "care", **changed}
    response = own.post(f"/{language}/portfolio/log/schemes/sixty-in-three-years/exempt/", told)
    assert response.status_code == 422
    assert (english if language == "en" else french) in response.content.decode()
    assert not Exemption.objects.exists()


def test_leaving_a_scheme_asks_first(own: Client, person: Person) -> None:
    follow_scheme(person, "no-minimum", date(2026, 1, 1))
    address = f"{LOG}schemes/no-minimum/leave/"
    assert "Your log stays as it is" in page(own, address)
    assert Following.objects.exists()
    assert own.post(address)["Location"] == f"{LOG}schemes/"
    assert not Following.objects.exists()


def test_an_activity_tells_where_it_counts(own: Client, person: Person, log_it: Callable[..., Activity]) -> None:
    today = timezone.localdate()
    for key in ("no-minimum", "twenty-five-a-year"):
        follow_scheme(person, key, date(today.year, 1, 1))
    activity = log_it("Round", today.isoformat(), done=8)
    html = plain(page(own, f"{LOG}{activity.pk}/"))
    assert "It names no criterion of a competency that this scheme asks for." in html
    assert "2\u00a0h of 2\u00a0h" in html


# Files


@pytest.mark.parametrize("name", ["certificate.pdf", "audit-pack.zip", "log.csv"])
@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        ("first=2026-02-01&last=2026-01-01", "ends before it begins", "précède le début"),
        ("first=x&last=2026-01-01", "not a date", "pas une date"),
        ("first=&last=", "give a day", "indiquer un jour"),
        ("first=2026-01-01&last=2026-02-01&scheme=none", "valid choice", "choix valide"),
        ("first=2026-01-01&last=2026-02-01&paper=papyrus", "valid choice", "choix valide"),
    ],
)
def test_days_that_cannot_be(own: Client, name: str, days: str, english: str, french: str) -> None:
    for language, told in (("en", english), ("fr", french)):
        assert told in page(own, f"/{language}/portfolio/log/take/{name}?{days}", 422)


def test_a_file_that_there_is_not(own: Client) -> None:
    assert "no file “passwords.txt”" in page(own, f"{LOG}take/passwords.txt", 404)
    assert own.get(f"{LOG}take/certificate.pdf").status_code == 422


def test_the_certificate_has_what_was_done_in_its_days(own: Client, log_it: Callable[..., Activity]) -> None:
    log_it()
    for days in (
        "first=2026-03-02&last=2026-03-02",
        "first=2020-01-01&last=2020-12-31",
        "first=2026-01-01&last=2026-12-31&paper=a4",
    ):
        response = own.get(f"{LOG}take/certificate.pdf?{days}")
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert re.search(r"tamarack-\d{4}-\d\d-\d\d-certificate\.pdf", response["Content-Disposition"])


def test_the_audit_pack_is_whole(own: Client, person: Person, log_it: Callable[..., Activity]) -> None:
    own.post(f"{LOG}new/", {**QUICK, "reflection": "=I ask more", "criteria": ["COL.1"], "proof": upload("proof.pdf")})
    log_it("Planned", done=0, planned=4)
    log_it("Another year", "2025-03-02")
    follow_scheme(person, "sixty-in-three-years", date(2026, 1, 1))
    follow_scheme(person, "no-minimum", date(2026, 1, 1))
    response = own.get(f"{LOG}take/audit-pack.zip?first=2026-01-01&last=2026-11-25&scheme=sixty-in-three-years")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        names = archive.namelist()
        proof = next(name for name in names if name.startswith("proofs/"))
        assert sorted(set(names) - {proof}) == [
            "READ ME.txt", "log.csv", "log.pdf", "reflections.csv", "totals-by-rule.csv", "totals-by-rule.pdf",
            "what-counts.csv",
        ]  # fmt: skip
        assert archive.read(proof) == PDF
        log = table(archive.read("log.csv"))
        assert [(row["title"], row["hours_done"], row["proofs"]) for row in log] == [("Webinar", "1.5", proof)]
        assert log[0]["reflection"] == "'=I ask more"
        assert {row["scheme"] for row in table(archive.read("totals-by-rule.csv"))} == {
            "60 hours in three calendar years"
        }
        assert [row["hours_counted"] for row in table(archive.read("what-counts.csv"))] == ["1.5"]
        assert "Activities with a proof: 1. Without: 0." in archive.read("READ ME.txt").decode()


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_proof_that_the_store_has_lost_does_not_spoil_the_pack(own: Client, person: Person) -> None:
    own.post(f"{LOG}new/", {**QUICK, "proof": upload("proof.pdf")})
    File.objects.update(stored="00/gone")
    response = own.get("/fr/portfolio/log/take/audit-pack.zip?first=2026-01-01&last=2026-11-25")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert "Cette pièce n’a pas pu être lue" in archive.read("LISEZ-MOI.txt").decode()
        assert "log.csv" in archive.namelist()
