"""What is written into the log, and what never is: nothing of a person.

Words that others put together (an error's message, a path, an address, arguments of libraries) may be about people. So
an error is told by its kind and the places in the code; of what libraries say, the sentence without its values; and
whatever still looks like an address of a person or a secret is taken out. Without Django: every process can use it.
"""

import contextlib
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

OWN = "tamarack"
ACCESS = "tamarack.access"
_about: ContextVar[dict[str, str] | None] = ContextVar("about", default=None)
_TAKEN_OUT = (
    (re.compile(r"[^\s<>\"'@]+@[^\s<>\"'@]+"), "[address]"),
    (re.compile(r"\b[a-z][a-z0-9+.-]*://\S+"), "[link]"),
    (re.compile(r"(?<![\w.])/[\w.%~:@!$&'()*+,;=/?#-]+"), "[path]"),
    (re.compile(r"\b(?=[\w-]*\d)[A-Za-z0-9_-]{20,}\b"), "[secret]"),
)


def _now() -> dict[str, str]:
    return _about.get() or {}


@contextlib.contextmanager
def about(**what: str) -> Iterator[None]:
    """Say in each line that is logged meanwhile what it is about: a request's id, a task's name."""
    token = _about.set({**_now(), **what})
    try:
        yield
    finally:
        _about.reset(token)


def note(**what: str) -> None:
    """Say it in the lines that follow, as long as what `about` began lasts."""
    _now().update(what)


def route() -> str:
    """The name of the page that was asked for; empty where there is none."""
    return _now().get("route", "")


def request_id() -> str:
    """The id of the request that is being answered; empty where there is none."""
    return _now().get("request", "")


def task() -> str:
    """The name of the task that is being run; empty where there is none."""
    return _now().get("task", "")


def scrubbed(text: str) -> str:
    """A text without what looks like an address, a link, a path or a secret."""
    for pattern, word in _TAKEN_OUT:
        text = pattern.sub(word, text)
    return text


def safe_message(record: logging.LogRecord) -> str:
    """What a record says, without what others put into it. Of a refused request, the reason and not the address."""
    if hasattr(record, "request") and isinstance(record.args, tuple) and record.args:
        return scrubbed(str(record.args[0]))
    if record.name.split(".")[0] in (OWN, "_granian"):
        return scrubbed(record.getMessage())
    return scrubbed(str(record.msg))


def safe_error(error: BaseException | None) -> dict[str, Any]:
    """The kind of an error and of those that led to it, and the places in the code; none of its words."""
    kinds: list[str] = []
    places: list[str] = []
    while error is not None and len(kinds) < 5:
        kinds.append(f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."))
        places = places or _places(error.__traceback__)
        error = error.__cause__ or error.__context__
    return {"error": " from ".join(kinds), "at": places}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-15:]
    return [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


class Formatter(logging.Formatter):
    """One line a record: a JSON object, or a line for people."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Put it into one line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": safe_message(record),
            **_now(),
            **getattr(getattr(record, "request", None), "about", {}),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[1]:
            told |= safe_error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False) if self.as_json else _line(told)


def _line(told: dict[str, Any]) -> str:
    rest = {name: value for name, value in told.items() if name not in ("time", "level", "logger", "message", "at")}
    words = "".join(f" {name}={value}" for name, value in rest.items())
    places = "".join(f"\n  {place}" for place in told.get("at", ()))
    return f"{told['time']} {told['level'].upper()} {told['logger']}: {told['message']}{words}{places}"


def configuration(*, as_json: bool, access: bool) -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "tamarack.common.logs.Formatter", "as_json": as_json}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            ACCESS: {"level": "INFO" if access else "ERROR"},
            "tamarack.signing": {"level": "INFO" if access else "WARNING"},
            "tamarack.supervisor": {"level": "INFO" if as_json else "WARNING"},
            "_granian": {"level": "WARNING", "handlers": [], "propagate": True},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "psycopg.pool": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }


def catch_all() -> None:
    """Log what nothing else catches in this process, instead of printing it with all its words."""
    logger = logging.getLogger("tamarack.uncaught")

    def log(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            logger.critical("An error that nothing caught.", exc_info=(kind, error or kind(), trace))

    sys.excepthook = log
    threading.excepthook = lambda what: log(what.exc_type, what.exc_value, what.exc_traceback)
