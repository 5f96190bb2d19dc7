"""What is wrong, for programs (RFC 9457), in the language that they ask for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from ninja.errors import HttpError, ValidationError

from tamarack.common.problems import status_of
from tamarack.core.errors import N_, BadFile, TamarackError
from tamarack.core.validation import Problem

CONTENT = "application/problem+json"
TITLES: dict[int, str] = {
    400: N_("The request cannot be read"),
    401: N_("A token is needed"),
    403: N_("This is not allowed"),
    404: N_("There is no such thing"),
    405: N_("This cannot be done here"),
    409: N_("This collides with what is there"),
    412: N_("It has changed meanwhile"),
    413: N_("This is too large"),
    415: N_("This kind of content is not taken"),
    422: N_("Something in it cannot be right"),
    426: N_("This is asked for by https alone"),
    428: N_("It has to be said what is changed"),
    429: N_("Too many calls"),
    500: N_("Something went wrong here"),
}
"""What a status means."""
DETAILS: dict[int, str] = {
    400: N_("The request is not what this address takes. Please look at its body and headers."),
    403: N_("This page is not yours to see, or not any more."),
    404: N_("There is nothing at this address. The documentation names every operation."),
    405: N_("This address does not take this method. The header Allow names those that it takes."),
    413: N_("The body is larger than what is taken here."),
    426: N_(
        "Nothing was done. Please use https, and make a new token: this one was sent where others may have read it."
    ),
    500: N_("It is not your doing, and what was saved is safe. Please try again."),
}
CODES: dict[int, str] = {
    400: "bad_request", 401: "no_token", 403: "not_allowed", 404: "unknown", 405: "method", 412: "changed",
    413: "too_large", 415: "media_type", 422: "bad_input", 426: "https", 428: "no_if_match", 429: "too_many_calls",
    500: "server",
}  # fmt: skip

WRONG: dict[str, str] = {
    "missing": N_("This is needed."),
    "extra_forbidden": N_("There is no such field here."),
    "string_type": N_("This must be a text."),
    "string_too_long": N_("This text is longer than {max_length} characters."),
    "string_too_short": N_("This text is shorter than {min_length} characters."),
    "string_pattern_mismatch": N_("This text does not have the form that is asked for."),
    "string_unicode": N_("This text holds characters that cannot be kept."),
    "int_type": N_("This must be a whole number."),
    "int_parsing": N_("This must be a whole number."),
    "int_from_float": N_("This must be a whole number."),
    "bool_type": N_("This must be true or false."),
    "bool_parsing": N_("This must be true or false."),
    "greater_than_equal": N_("This must be {ge} or more."),
    "less_than_equal": N_("This must be {le} or less."),
    "enum": N_("This must be one of: {expected}."),
    "literal_error": N_("This must be one of: {expected}."),
    "list_type": N_("This must be a list."),
    "dict_type": N_("This must be an object."),
    "model_type": N_("This must be an object."),
    "model_attributes_type": N_("This must be an object."),
    "too_long": N_("This has more than {max_length} entries."),
    "too_short": N_("This has fewer than {min_length} entries."),
    "date_type": N_("This must be a day such as 2026-03-31."),
    "date_parsing": N_("This must be a day such as 2026-03-31."),
    "date_from_datetime_parsing": N_("This must be a day such as 2026-03-31."),
    "datetime_type": N_("This must be a time with its time zone, such as 2026-03-31T09:00:00-04:00."),
    "datetime_parsing": N_("This must be a time with its time zone, such as 2026-03-31T09:00:00-04:00."),
    "datetime_from_date_parsing": N_("This must be a time with its time zone, such as 2026-03-31T09:00:00-04:00."),
    "timezone_aware": N_("This must be a time with its time zone, such as 2026-03-31T09:00:00-04:00."),
    "decimal_parsing": N_("This must be a number."),
    "decimal_type": N_("This must be a number."),
}
"""What can be wrong with a value, by pydantic's name of it."""
OTHERWISE = N_("This value cannot be taken.")


class ApiError(TamarackError):
    """What the API itself refuses: a status and a code, and headers that say more."""

    def __init__(
        self, status: int, code: str, template: str, headers: Mapping[str, str] | None = None, **data: Any
    ) -> None:
        super().__init__(template, **data)
        self.status, self.code, self.headers = status, code, dict(headers or {})


def problem(
    status: int,
    code: str,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem as a response."""
    document = {
        "type": f"{reverse('api_docs')}#{code}",
        "title": gettext(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }
    body = json.dumps(document, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=CONTENT, headers=dict(headers or {}))


def by_status(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem of a status that something else answered with."""
    known = status if status in TITLES else 400 if status < 500 else 500
    detail = gettext(DETAILS.get(known, DETAILS[400]))
    return problem(status, CODES.get(known, "bad_request"), detail, headers=headers)


def of_tamarack(request: HttpRequest, error: TamarackError) -> HttpResponse:
    """What the product refuses."""
    if isinstance(error, ApiError):
        return problem(error.status, error.code, error.translated(gettext), headers=error.headers)
    errors = list(_in_file(error.problems)) if isinstance(error, BadFile) else []
    return problem(status_of(error), error.code, error.translated(gettext), errors)


def _in_file(problems: Iterable[Any]) -> Iterable[dict[str, str]]:
    for entry in problems:
        line, told = entry if isinstance(entry, tuple) else (getattr(entry, "line", None), entry)
        where = getattr(told, "path", "") or (told.code if isinstance(told, Problem) else "")
        places = [str(place) for place in (line, where) if place]
        yield {"in": "file", "at": " ".join(places), "code": "file", "detail": _told(told)}


def _told(entry: Any) -> str:
    translated = getattr(entry, "translated", None)
    return str(translated(gettext) if translated else entry)


def of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Values that are not what the operation takes, each with its place as a JSON pointer."""
    errors = [_wrong(entry) for entry in error.errors]
    return problem(422, "bad_input", gettext("Some values cannot be taken; each is named with its place."), errors)


def _wrong(entry: Mapping[str, Any]) -> dict[str, str]:
    source, *path = (str(part) for part in entry["loc"])
    if source == "body" and path:
        path = path[1:]  # the name of the function's own parameter
    context = {"max_length": "", "min_length": "", "ge": "", "le": "", "expected": "", **entry.get("ctx", {})}
    kind = str(entry["type"])
    return {
        "in": source,
        "at": "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in path),
        "code": kind,
        "detail": gettext(WRONG.get(kind, OTHERWISE)).format(**context),
    }


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja refuses by itself: a body that is no JSON."""
    return by_status(error.status_code)
