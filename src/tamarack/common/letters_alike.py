"""Searching without regard to capitals in SQLite, which by itself knows those of English alone: É is é, too."""

import re
from functools import lru_cache
from typing import Any

WILD = {"%": ".*", "_": "."}


def use_own_like(sender: Any, connection: Any, **_: Any) -> None:
    """Let a new connection to SQLite compare by `like`."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern: str | None, value: Any, escape: str = "") -> bool | None:
    """SQL's `value LIKE pattern ESCAPE escape`, with all letters of Unicode."""
    if pattern is None or value is None:
        return None
    return _compiled(str(pattern), escape).fullmatch(str(value).casefold()) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    parts, letters = [], iter(pattern)
    for letter in letters:
        wild = WILD.get(letter) if letter != escape else None
        parts.append(wild or re.escape((next(letters, "") if letter == escape else letter).casefold()))
    return re.compile("".join(parts), re.DOTALL)
