"""The API as a whole: its parts, and what becomes of errors."""

from typing import Any

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tamarack.api import problems
from tamarack.api.parts import PARTS
from tamarack.core.errors import TamarackError

ABOUT = (
    "Everything that a person or an organisation can do on the pages, by the same rules. Answers and problems are in "
    "the language that Accept-Language asks for, English or French."
)


def make_api() -> NinjaAPI:
    """The API with all of its parts."""
    made = NinjaAPI(
        title="Tamarack", version="1", description=ABOUT, openapi_url=None, docs_url=None, urls_namespace="api"
    )
    handlers: dict[type[Exception], Any] = {
        TamarackError: problems.of_tamarack, ValidationError: problems.of_validation, HttpError: problems.of_http,
    }  # fmt: skip
    for kind, handler in handlers.items():
        made.add_exception_handler(kind, handler)
    for part in PARTS:
        made.add_router("", part.router)
    return made


api = make_api()
