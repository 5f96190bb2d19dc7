"""The portfolio's pages as people use them, without scripts."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.actions.doing import Doing, create_action, finish_action
from tamarack.people.models import Person
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.showcases import Composed, compose
from tamarack.portfolio.models import Evidence, File, Impact, Showcase, Support, Tag
from tamarack.rubric.queries import Stored
from tests.own_data import archive_of
from tests.portfolio.conftest import PDF, upload

HOSTILE = '<script>alert("x")</script> {{ 7 }} {% now "Y" %} %(title)s {0.pk} %s'


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_title_is_enough(own: Client) -> None:
    response = own.post("/en/portfolio/new/", {"title": "A clinic", "kind": "project"}, follow=True)
    assert "A clinic" in text_of(response)


def test_everything_that_is_said_is_kept(own: Client, cacee: Stored) -> None:
    own.post(
        "/en/portfolio/new/?at=COL.1",
        {
            "title": "A clinic", "kind": "event", "began": "2026-09-01", "ended": "2026-11-20", "role": "I led it",
            "did": "Opened it.", "reflection": "The room mattered.", "serves": ["COL.1.E"], "also": "EDI.3.E",
            "links": "https://example.org/a The page\n\nhttps://example.org/b", "tags": "drop-in, Drop-in, résumés",
            "held_by": "The head of the centre",
        },
    )  # fmt: skip
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.role, evidence.held_by) == ("event", "I led it", "The head of the centre")
    assert sorted(Support.objects.values_list("code", flat=True)) == ["COL.1.E", "EDI.3.E"]
    assert [(link.url, link.label) for link in evidence.links.all()] == [
        ("https://example.org/a", "The page"), ("https://example.org/b", ""),
    ]  # fmt: skip
    assert Tag.objects.count() == 2
    own.post(f"/en/portfolio/{evidence.pk}/how/", {"how-COL.1.E": "By its partners.", "how-XX.1": "no"})
    assert Support.objects.get(code="COL.1.E").how == "By its partners."


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "Please give it a title."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"began": "2026-11-20", "ended": "2026-11-01"}, "It ends before it begins."),
        ({"ended": "1026-11-01"}, "This year cannot be meant."),
        ({"links": "javascript:alert(1)"}, "is not a web address"),
        ({"links": "\n".join(f"https://example.org/{n}" for n in range(21))}, "20 links at most"),
        ({"tags": ",".join(f"t{n}" for n in range(21))}, "20 tags at most"),
        ({"did": "x" * 8001}, "at most 8000 characters"),
        ({"also": "ETH.2.E"}, "is not one of the available choices"),
        ({"kind": "secret"}, "is not one of the available choices"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_and_nothing_is_lost(own: Client, wrong: dict[str, str], told: str) -> None:
    data = {"title": "A clinic", "kind": "project", "reflection": "Kept while I mend it.", **wrong}
    response = own.post("/en/portfolio/new/", data)
    assert told in text_of(response)
    assert "Kept while I mend it." in text_of(response)
    assert not Evidence.objects.exists()


def test_words_of_people_are_shown_as_they_wrote_them(
    own: Client, person: Person, keep: Callable[..., Evidence]
) -> None:
    evidence = keep(HOSTILE, did=HOSTILE, reflection=HOSTILE, role=HOSTILE, tags=["<b>"], held_by=HOSTILE)
    add_impact(person, evidence, Change(HOSTILE, date(2026, 1, 1), how_known=HOSTILE))
    showcase = compose(person, Composed(HOSTILE, "en", HOSTILE, HOSTILE), [evidence])
    for page in ("", f"{evidence.pk}/", "impact/", f"showcases/{showcase.pk}/", "showcases/"):
        text = text_of(own.get(f"/en/portfolio/{page}"))
        assert "<script>alert" not in text
        assert "{{ 7 }} {% now &quot;Y&quot; %} %(title)s {0.pk} %s" in text
    assert own.get(f"/en/portfolio/showcases/{showcase.pk}/showcase.pdf").content.startswith(b"%PDF")


def test_a_reflection_on_an_action_becomes_evidence(own: Client, person: Person, cacee: Stored) -> None:
    action = create_action(person, cacee.framework, Doing("Read the privacy guide", serves=["DIG.7.B"]))
    finish_action(person, action, "We keep notes too long.")
    page = f"/en/portfolio/new/?action={action.pk}"
    text = text_of(own.get(page))
    assert "We keep notes too long." in text
    assert "Read the privacy guide" in text
    own.post(
        page, {"title": "Read the privacy guide", "kind": "course", "action": str(action.pk), "serves": ["DIG.7.B"]}
    )
    evidence = Evidence.objects.get()
    assert evidence.action == action.pk
    assert f"/en/portfolio/{evidence.pk}/" in text_of(own.get(f"/en/growth/actions/{action.pk}/"))


def test_anothers_action_is_not_told(
    visit: Callable[..., Client], person: Person, stranger: Person, cacee: Stored
) -> None:
    action = create_action(person, cacee.framework, Doing("A secret action"))
    assert visit(stranger).get(f"/en/portfolio/new/?action={action.pk}").status_code == 404


def test_entries_are_found_by_words_kind_tag_year_and_competency(own: Client, keep: Callable[..., Evidence]) -> None:
    keep("A résumé clinic", tags=["Drop-in"], serves=["EDI.3.E"])
    keep("An employer panel", kind="event", did="Five employers told what they pay.", serves=["COL.1.B"])
    for query, found in (
        ("words=pay", "An employer panel"), ("kind=event", "An employer panel"), ("tag=drop-in", "A résumé clinic"),
        ("at=EDI", "A résumé clinic"), ("at=EDI.3", "A résumé clinic"), ("at=COL.1", "An employer panel"),
    ):  # fmt: skip
        text = text_of(own.get(f"/en/portfolio/?{query}"))
        other = {"A résumé clinic", "An employer panel"} - {found}
        assert found in text
        assert other.pop() not in text
    assert "A résumé clinic" in text_of(own.get("/en/portfolio/?year=2026"))
    assert "Nothing was found" in text_of(own.get("/en/portfolio/?year=2020"))
    assert "Nothing was found" in text_of(own.get("/en/portfolio/?words=%25%27%3B--"))
    assert own.get("/en/portfolio/?page=zero&year=x").status_code == 200
    assert "Nothing was found" in text_of(own.get("/en/portfolio/?year=99999"))


def test_coverage_shows_what_is_met_and_has_no_evidence(
    own: Client, draft: Assessment, fill: Callable[..., Assessment], keep: Callable[..., Evidence]
) -> None:
    fill(draft, count=2, submit=True, COL_1="E")
    keep(serves=["COL.1.B", "COL.1.M"])
    text = text_of(own.get("/en/portfolio/coverage/"))
    assert "Evidence supports 1 of the 3 descriptors that you meet." in text
    assert "newest November 2026" in text
    assert "/en/portfolio/new/?at=COL.1.E" in text
    assert "/en/portfolio/new/?at=COL.1.M" not in text  # not met


def test_evidence_is_shown_beside_its_criterion_while_rating(
    own: Client, draft: Assessment, keep: Callable[..., Evidence]
) -> None:
    evidence = keep("My clinic", serves=["COL.1.B", "COL.1.E"])
    text = text_of(own.get(f"/en/assess/{draft.pk}/col/"))
    assert text.count(f'href="/en/portfolio/{evidence.pk}/"') == 1
    assert "/en/portfolio/new/?at=COL.2" in text


IMPACT = {"changed": "students a month", "on": "2026-11-10", "audience": "students", "known_by": "data"}


def test_impact_is_summed_up_by_year_and_nobody_is_counted_twice(own: Client, keep: Callable[..., Evidence]) -> None:
    first, second = keep("Clinic", serves=["EDI.3.E", "COL.1.B"]), keep("Pilot", serves=["EDI.3.B"])
    own.post(f"/en/portfolio/{first.pk}/impact/", {**IMPACT, "people": "64", "before": "23", "after": "64.5"})
    own.post(f"/en/portfolio/{first.pk}/impact/", {**IMPACT, "people": "41"})
    own.post(f"/en/portfolio/{second.pk}/impact/", {**IMPACT, "people": "26", "same_people_as": str(first.pk)})
    own.post(f"/en/portfolio/{second.pk}/impact/", {**IMPACT, "people": "5", "on": "2025-02-01"})
    text = text_of(own.get("/en/portfolio/impact/"))
    assert text.count('<b class="many">64</b>') == 3  # all of the year, Collaboration, Equity
    assert '<b class="many">131</b>' not in text
    assert '<b class="many">5</b>' in text_of(own.get("/en/portfolio/impact/?year=2025"))
    assert "64,5" in text_of(own.get(f"/fr/portfolio/{first.pk}/"))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"changed": ""}, "Please say in a line what changed."), ({"on": ""}, "Please choose a day."),
        ({"people": "-3"}, "greater than or equal to 0"), ({"people": "many"}, "Enter a whole number"),
        ({"before": "3"}, "a number before, and none after"), ({"after": "1e99"}, "digits"),
        ({"same_people_as": "999"}, "not one of the available choices"),
    ],
)  # fmt: skip
def test_impact_that_cannot_be_kept_is_told(
    own: Client, keep: Callable[..., Evidence], wrong: dict[str, str], told: str
) -> None:
    response = own.post(f"/en/portfolio/{keep().pk}/impact/", {**IMPACT, **wrong})
    assert told in text_of(response)
    assert not Impact.objects.exists()


def test_no_field_asks_who_people_are(own: Client, keep: Callable[..., Evidence]) -> None:
    text = text_of(own.get(f"/en/portfolio/{keep().pk}/impact/")).lower()
    for word in ("gender", "race", "ethnic", "disab", "religio", "status of", "first nations", "indigenous identity"):
        assert word not in text
    assert "unless they agreed" in text


def test_a_file_that_is_refused_is_told_in_the_reader_s_language(
    own: Client, keep: Callable[..., Evidence], store: Path
) -> None:
    page = f"/fr/portfolio/{keep().pk}/"
    response = own.post(f"{page}files/", {"file": upload("a.exe", b"MZ")}, follow=True)
    assert "ne sont pas acceptés" in text_of(response)
    assert "Veuillez choisir un fichier." in text_of(own.post(f"{page}files/", follow=True))
    assert not File.objects.exists()
    assert not store.exists()


def test_a_form_that_is_far_too_large_is_not_read(own: Client, keep: Callable[..., Evidence], settings: Any) -> None:
    settings.UPLOAD_MOST = 1000
    response = own.post(f"/en/portfolio/{keep().pk}/files/", {"file": upload("a.pdf", PDF + b"x" * 2000)})
    assert response.status_code in (400, 413)
    assert not File.objects.exists()


def test_the_name_of_a_file_says_nothing_else_to_the_browser(
    own: Client, person: Person, keep: Callable[..., Evidence]
) -> None:
    file = add_file(person, upload("Plan d’été; filename=x.html.pdf"), evidence=keep())
    said = own.get(f"/en/portfolio/files/{file.pk}/")["Content-Disposition"]
    assert said == "attachment; filename*=utf-8''Plan%20d%E2%80%99%C3%A9t%C3%A9%3B%20filename%3Dx.html.pdf"


def test_everything_is_taken_along_as_one_archive(own: Client, person: Person, keep: Callable[..., Evidence]) -> None:
    evidence = keep(HOSTILE, tags=["drop-in"], serves=["COL.1.B"])
    add_file(person, upload("../Plan d’été.pdf"), evidence=evidence)
    add_impact(person, evidence, Change("students", date(2026, 1, 1), people=3))
    for found in (ZipFile(BytesIO(own.get("/en/portfolio/archive/").getvalue())), archive_of(person)):
        with found as archive:
            (name,) = [name for name in archive.namelist() if name.startswith("files/")]
            assert ".." not in name
            assert archive.read(name) == PDF
            (entry,) = json.loads(archive.read("evidence.json"))
            assert entry["supports"][0]["code"] == "COL.1.B"
            assert entry["files"][0]["path"] == name
            assert entry["impact"][0]["people"] == 3
            assert "link" not in json.dumps(entry["endorsements"])
    with ZipFile(BytesIO(own.get("/en/portfolio/archive/").getvalue())) as archive:
        assert "<script>" not in archive.read("portfolio.html").decode()


@pytest.mark.parametrize("count", [1, 30])
def test_pages_cost_the_same_with_thirty_entries(
    own: Client, person: Person, draft: Assessment, fill: Callable[..., Assessment], keep: Callable[..., Evidence],
    django_assert_num_queries: Any, count: int,
) -> None:  # fmt: skip
    fill(draft, submit=True)
    entries = [keep(f"Entry {number}", serves=["COL.1.B", "EDI.3.B"], tags=["a", "b"]) for number in range(count)]
    for entry in entries:
        add_impact(person, entry, Change("students", date(2026, 1, 1), people=3))
        add_file(person, upload(), evidence=entry)
    showcase = compose(person, Composed("x", "en"), entries)
    showcase.entries.update(shows_files=True, shows_endorsements=True)
    for page, queries in (
        ("", 5), (f"{entries[0].pk}/", 10), ("coverage/", 3), ("impact/", 2), ("showcases/", 2), ("new/", 0),
        (f"showcases/{showcase.pk}/", 8), ("showcases/new/", 3), (f"showcases/{showcase.pk}/showcase.pdf", 11),
        ("archive/", 13),
    ):  # fmt: skip
        with django_assert_num_queries(2 + queries):
            assert own.get(f"/en/portfolio/{page}").status_code == 200


def test_a_showcase_keeps_its_order_and_what_is_shown(own: Client, keep: Callable[..., Evidence]) -> None:
    first, second = keep("First"), keep("Second")
    own.post("/en/portfolio/showcases/new/", {"title": "x", "language": "fr", "entries": [first.pk, second.pk]})
    showcase = Showcase.objects.get()
    rows = {row.evidence_id: row.pk for row in showcase.entries.all()}
    own.post(
        f"/en/portfolio/showcases/{showcase.pk}/parts/",
        {
            f"place-{rows[first.pk]}": "2",
            f"place-{rows[second.pk]}": "1",
            f"part-{rows[first.pk]}": ["shows_reflection"],
        },
    )
    assert [row.evidence.title for row in showcase.entries.all()] == ["Second", "First"]
    shown = showcase.entries.get(evidence=first)
    assert (shown.shows_reflection, shown.shows_impact, shown.shows_supports) == (True, False, False)


def test_a_showcase_s_pdf_is_accessible_and_in_its_language(
    own: Client, person: Person, keep: Callable[..., Evidence]
) -> None:
    import pikepdf

    evidence = keep("Une clinique", serves=["COL.1.B"])
    add_impact(person, evidence, Change("visites", date(2026, 1, 1), people=3))
    showcase = compose(person, Composed("Candidature", "fr"), [evidence])
    content = own.get(f"/en/portfolio/showcases/{showcase.pk}/showcase.pdf?paper=a4").content
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "fr-CA"
        assert pdf.Root.MarkInfo.Marked
        assert float(pdf.pages[0].MediaBox[3]) > 841
    assert own.get(f"/en/portfolio/showcases/{showcase.pk}/showcase.pdf?paper=napkin").status_code == 422
