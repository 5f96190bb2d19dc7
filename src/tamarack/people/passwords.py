"""Words that whoever guesses at passwords here would try first."""

import re
import unicodedata
from itertools import chain

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


def _words(text: str) -> list[str]:
    """The words of a text: small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z]+", "".join(letter for letter in bare if not unicodedata.combining(letter)))
