"""What cannot be right is refused in the reader's language, with the right status, and nothing is written."""

import json

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation

from tamarack.assessment.models import Assessment, Rating
from tamarack.people.models import Person
from tamarack.web.errors import server_error

CASES = [
    ({"rating-ETH.2": "E", "note-ETH.2": ""}, 422, "no descriptor at level E", "pas de descripteur au niveau E"),
    ({"rating-ETH.1": "Z"}, 422, "is not a rating of ETH.1", "n’est pas une réponse pour ETH.1"),
    ({"rating-ETH.1": "NA"}, 422, "takes a reason", "demande une raison"),
    ({"rating-ETH.1": "NA-lazy"}, 422, "takes a reason", "demande une raison"),
    ({"rating-COL.1": "B"}, 404, "This page has no criterion “COL.1”", "pas de critère «\u00a0COL.1\u00a0»"),
    ({"rating-ETH.99": "B"}, 404, "This page has no criterion “ETH.99”", "pas de critère «\u00a0ETH.99\u00a0»"),
    ({"note-ETH.1": "x" * 4001}, 422, "4000 fit. Please shorten it", "4000. Veuillez le raccourcir"),
    ({"note-ETH.1": "\x07"}, 422, "control characters", "caractères de contrôle"),
    ({"note-ETH.1": "\x00"}, 422, "control characters", "caractères de contrôle"),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("data", "status", "english", "french"), CASES)
def test_a_bad_answer(
    own: Client, draft: Assessment, language: str, data: dict[str, str], status: int, english: str, french: str
) -> None:
    response = own.post(f"/{language}/assess/{draft.pk}/eth/", {"rating-ETH.3": "B", **data})
    assert response.status_code == status
    assert (english if language == "en" else french) in response.content.decode().replace("4\u00a0000", "4000")
    assert not Rating.objects.exists()


def test_of_an_answer_that_is_given_twice_the_last_one_is_looked_at_and_kept(own: Client, draft: Assessment) -> None:
    for twice, kept in ((["E", "B"], "B"), (["Z", "E"], "E")):
        own.post(f"/en/assess/{draft.pk}/eth/", {"rating-ETH.1": twice})
        assert Rating.objects.get().value == kept
    assert own.post(f"/en/assess/{draft.pk}/eth/", {"rating-ETH.1": ["B", "Z"]}).status_code == 422


def test_ten_megabytes_of_note(own: Client, draft: Assessment) -> None:
    response = own.post(f"/fr/assess/{draft.pk}/eth/", {"note-ETH.1": "x" * 10_000_000})
    assert response.status_code in (400, 413)
    assert not Rating.objects.exists()
    assert "Quelque chose ne va pas dans cette requête" in response.content.decode()


def test_rating_a_submitted_assessment(own: Client, draft: Assessment, person: Person) -> None:
    own.post(f"/en/assess/{draft.pk}/submit/")
    for address in ("eth", "all"):
        response = own.post(f"/en/assess/{draft.pk}/{address}/", {"rating-ETH.1": "B"})
        assert response.status_code == 403
        assert "submitted and cannot change any more" in response.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_without_its_token(draft: Assessment, person: Person, language: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = strict.post(f"/{language}/assess/{draft.pk}/eth/", {"rating-ETH.1": "B"})
    assert response.status_code == 403
    expected = "could not be verified" if language == "en" else "n’a pu être vérifié"
    assert expected in response.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "address", ["/en/assess/99999/", "/en/assess/99999/eth/", "/en/assess/99999999999999999999999/"]
)
def test_an_assessment_that_does_not_exist(own: Client, cacee: object, address: str) -> None:
    assert own.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/en/rubric/nope/", "/en/rubric/cacee/nope/", "/fr/rubric/cacee/%00/", "/en/nope", "/de/", "/en/assess/x/"],
)
def test_an_unknown_address_is_not_found_and_says_so(own: Client, cacee: object, address: str) -> None:
    response = own.get(address)
    assert response.status_code == 404
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"framework": "nope"}, {"framework": "x" * 5000}, {"framework": "cacee", "competency": "X"}]
)
def test_starting_on_something_unknown(own: Client, cacee: object, data: dict[str, str]) -> None:
    assert own.post("/en/assess/", data).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The database cannot be used just now."), ("fr", "La base de données n’est pas disponible en ce moment.")],
)
def test_a_script_is_told_in_its_readers_language_that_the_database_does_not_answer(language: str, words: str) -> None:
    request = RequestFactory().post(f"/{language}/assess/", headers={"Accept": "application/json"})
    with translation.override(language):
        try:
            raise OperationalError("gone")
        except OperationalError:
            response = server_error(request)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert json.loads(response.content)["title"] == words
