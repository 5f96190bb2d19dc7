"""Beginning a framework: blank, from a file, or as a copy of one; and naming who else keeps it."""

import re
from collections.abc import Iterable, Sequence

from tamarack.common.database import write
from tamarack.core import drafting
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.framework import Document, shorten
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.stewardship.actions import begin_draft, name_steward
from tamarack.stewardship.models import Draft, Steward
from tamarack.stewardship.rules import check_may_begin, check_steward

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_PARTS_OF_ADDRESSES = {"new"}


def blank_document(
    code: str, number: str, title: str, languages: Sequence[str], levels: Iterable[tuple[str, str]]
) -> Document:
    """A framework with nothing in it but its languages and levels (code and name), named in the first language.

    Raises
    ------
    BadInput
        If a code cannot be one, or there are fewer than 2 or more than 9 levels.
    """

    def words(text: str) -> dict[str, str]:
        return {languages[0]: text} if text and languages else {}

    document = drafting.blank(code, [], [(level, words(name)) for level, name in levels], number)
    for language in languages:
        document = drafting.add_language(document, None, language)
    return document | {"title": words(title)}


def begin_framework(person: Person, code: str, number: str, document: Document) -> Draft:
    """Begin a framework that the person keeps from then on, with a draft of its first version.

    Raises
    ------
    NotAllowed
        If the person may not begin frameworks.
    BadInput
        If the code cannot be one, or is taken.
    """
    check_may_begin(person)
    if not _SLUG.fullmatch(code) or code in _PARTS_OF_ADDRESSES:
        raise BadInput(
            N_("“{code}” cannot stand in an address: small letters, digits, “-” and “_”, up to 40."), code=shorten(code)
        )
    drafting.check_written(number)
    with write():
        framework, is_new = Framework.objects.get_or_create(code=code)
        if not is_new:
            raise BadInput(N_("There is a rubric “{code}” already. Please take another code."), code=code)
        name_steward(person, framework)
        return begin_draft(person, framework, number, document)


def add_steward(person: Person, framework: Framework, email: str) -> Steward:
    """Let someone who has an account here keep the framework too.

    Raises
    ------
    BadInput
        If there is no such account, or they keep it already.
    """
    other = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if other is None:
        raise BadInput(
            N_("No account here has the address {email}. Ask them to make one, then add them."), email=shorten(email)
        )
    with write():
        check_steward(person, framework)
        if Steward.objects.filter(person=other, framework=framework).exists():
            raise BadInput(N_("{name} keeps this rubric already."), name=other.name)
        name_steward(other, framework, by=person)
    return Steward.objects.get(person=other, framework=framework)


def remove_steward(person: Person, steward: Steward) -> None:
    """Let someone keep the framework no more; the last one stays.

    Raises
    ------
    BadInput
        If there is no other steward.
    """
    framework = steward.framework
    if framework is None:
        raise NotAllowed(N_("Only who runs the site can take this back."))
    with write():
        check_steward(person, framework)
        held = Steward.objects.select_for_update().filter(framework=framework)
        if not [row for row in held if row.pk != steward.pk]:
            raise BadInput(N_("A rubric needs a steward. Please add another one first."))
        steward.delete()
