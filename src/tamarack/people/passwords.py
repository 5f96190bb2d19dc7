"""What whoever guesses at passwords here tries first: words of the place, and passwords that were stolen elsewhere."""

import hashlib
import os
import re
import unicodedata
from bisect import bisect_left
from itertools import chain
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from tamarack.people.models import Organisation

WORDS = frozenset({
    "tamarack", "meleze", "cacee", "acsee", "acpee", "competency", "competencies", "competence", "competences",
    "career", "careers", "carriere", "carrieres", "campus", "recruiter", "recruiting", "recruitment",
    "recruteur", "recrutement",
    "educator", "student", "students", "etudiant", "etudiants", "university", "universite", "college", "cegep", "coop",
    "canada", "building", "enhancing", "mastering", "password", "motdepasse", "passphrase", "welcome", "bienvenue",
})  # fmt: skip
"""Of the product and the profession, without accents; names of organisations come to them."""


class KnownWordsValidator:
    """Refuse a password that is put together of such words, digits and signs alone."""

    def validate(self, password: str, user: object = None) -> None:
        """Look at a password.

        Raises
        ------
        ValidationError
            If little else is in it.
        """
        names = Organisation.objects.values_list("name", "code")
        known = WORDS | {word for text in chain.from_iterable(names) for word in _words(text) if len(word) > 3}
        letters = rest = "".join(_words(password))
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != letters and len(rest) < 4:
            raise ValidationError(gettext("Words of Tamarack, of your profession or of an organisation here are what "
                                          "others would try first. Please add some that nobody would guess."),
                                  code="password_known_words")  # fmt: skip

    def get_help_text(self) -> str:
        """What is asked for."""
        return gettext("Not just words of Tamarack, of your profession or of an organisation.")


class BreachedValidator:
    """Refuse a password that stands in a file of breached ones, as it is or in small letters."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def validate(self, password: str, user: object = None) -> None:
        """Look at a password; nobody else is asked, and the file alone is read.

        Raises
        ------
        ValidationError
            If it stands there.
        """
        if any(_stands_in(self.path, form) for form in (password, password.lower())):
            raise ValidationError(gettext("This password was stolen from another place, and stands in lists that are "
                                          "tried first. Please choose another one, and change it where you use it."),
                                  code="password_breached")  # fmt: skip

    def get_help_text(self) -> str:
        """What is asked for."""
        return gettext("None that is known to have been stolen elsewhere.")


def _stands_in(path: Path, password: str) -> bool:
    """Whether a password is in a file as “Pwned Passwords” has it: SHA-1 in hexadecimal, in order, one a line."""
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:

        def begins_from(at: int) -> bytes:
            """The digest of the first line that begins there or after; at the end one that is after all."""
            file.seek(max(at - 1, 0))
            if at:
                file.readline(100)
            return file.readline(100)[:40].upper() or b"~"

        return begins_from(bisect_left(range(file.seek(0, os.SEEK_END)), sought, key=begins_from)) == sought


def _words(text: str) -> list[str]:
    """The words of a text: small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z]+", "".join(letter for letter in bare if not unicodedata.combining(letter)))
