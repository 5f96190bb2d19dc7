"""Writes about organisations and their teams, by their owners."""

from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from tamarack.common.checks import check_choice, check_day, check_text
from tamarack.common.database import write
from tamarack.common.images import small_picture
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.people.models.places import LEAST_K, LEAST_MONTHS, LEAST_THRESHOLD, NAME_MOST
from tamarack.people.queries.places import memberships
from tamarack.people.rules import check_owner

OWNED_MOST = 20
"""Organisations that someone can own."""
TEAMS_MOST = 500
HIGHEST = 100
"""Beyond this, no number of people or months can be meant."""
RESERVED = frozenset({"new", "none"})
"""Codes that addresses use themselves."""


@dataclass(frozen=True)
class Rules:
    """How an organisation counts and shows: the fewest people of a figure, the fewest respondents, its periods."""

    k: int
    threshold: int
    months: int
    begins: date


def found_organisation(person: Person, name: str, kind: str, language: str) -> Organisation:
    """Set an organisation up; who does is its first owner."""
    name = check_text(name, NAME_MOST, needed=True)
    check_choice(kind, Organisation.Kind.values)
    check_choice(language, Person.Language.values)
    with write():
        if sum(row.role == Member.Role.OWNER for row in memberships(person)) >= OWNED_MOST:
            raise BadInput(N_("You own {most} organisations. Please hand one over first."), most=OWNED_MOST)
        code = _free_code(name, set(Organisation.objects.values_list("code", flat=True)))
        organisation = Organisation.objects.create(code=code, name=name, kind=kind, language=language)
        Member.objects.create(organisation=organisation, person=person, role=Member.Role.OWNER)
        record(What.FOUNDED, by=person, of=person, organisation=organisation)
    return organisation


def _free_code(name: str, taken: set[str]) -> str:
    """A code for addresses, made of a name, that is not taken."""
    base = slugify(name)[:32].strip("-") or "o"
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 4))]
    return next(code for code in candidates if code not in taken | RESERVED)


def change_organisation(person: Person, organisation: Organisation, *, name: str, kind: str, language: str) -> None:
    """Change what an organisation is called, what it is, and in which language it writes first."""
    check_owner(person, organisation)
    check_choice(kind, Organisation.Kind.values)
    check_choice(language, Person.Language.values)
    with write():
        organisation.name = check_text(name, NAME_MOST, needed=True)
        if organisation.is_association and kind != organisation.kind:
            organisation.organisations.update(association=None)
            organisation.wanted_by.update(wants=None)
        organisation.kind, organisation.language = kind, language
        organisation.save(update_fields=["name", "kind", "language"])
        record(What.SET, by=person, organisation=organisation)


def change_rules(person: Person, organisation: Organisation, rules: Rules) -> None:
    """Change how an organisation counts: never fewer people than the rubric's promise."""
    check_owner(person, organisation)
    for name, least in (("k", LEAST_K), ("threshold", LEAST_THRESHOLD), ("months", LEAST_MONTHS)):
        if not least <= getattr(rules, name) <= HIGHEST:
            raise BadInput(N_("This is a number from {least} to {most}."), least=least, most=HIGHEST)
    check_day(rules.begins)
    with write():
        Organisation.objects.filter(pk=organisation.pk).update(**asdict(rules))
        record(What.SET, by=person, organisation=organisation)


def set_logo(person: Person, organisation: Organisation, upload: "UploadedFile[bytes] | None", text: str) -> None:
    """Keep a logo and its text alternative; without a file, the logo that is there keeps its new text."""
    check_owner(person, organisation)
    text = check_text(text, NAME_MOST)
    if (upload or organisation.logo) and not text:
        raise BadInput(N_("Please say in words what the logo shows, for those who do not see it."))
    with write():
        if upload:
            organisation.logo = small_picture(upload)
        organisation.logo_text = text if organisation.logo else ""
        organisation.save(update_fields=["logo", "logo_text"])
        record(What.SET, by=person, organisation=organisation)


def remove_logo(person: Person, organisation: Organisation) -> None:
    """Take the logo away."""
    check_owner(person, organisation)
    with write():
        organisation.logo, organisation.logo_text = b"", ""
        organisation.save(update_fields=["logo", "logo_text"])
        record(What.SET, by=person, organisation=organisation)


def delete_organisation(person: Person, organisation: Organisation) -> None:
    """Delete an organisation with its teams and figures. What its people have is theirs and stays."""
    check_owner(person, organisation)
    with write():
        organisation.delete()


def want_association(person: Person, organisation: Organisation, association: Organisation | None) -> None:
    """Ask an association to count the organisation's figures in its own; none takes that back, at once."""
    check_owner(person, organisation)
    if association and (not association.is_association or organisation.is_association):
        raise BadInput(N_("An association counts organisations, and is not counted by another."))
    with write():
        organisation.wants = association if association != organisation.association else None
        if association is None:
            organisation.association = None
        organisation.save(update_fields=["wants", "association"])
        record(What.SET, by=person, organisation=organisation)


def answer_want(person: Person, association: Organisation, organisation: Organisation, *, yes: bool) -> None:
    """Take an organisation that asked in, or not."""
    check_owner(person, association)
    with write():
        if organisation.wants_id != association.pk:
            raise NotAllowed(N_("{organisation} has taken its question back."), organisation=organisation.name)
        organisation.wants = None
        if yes:
            organisation.association = association
        organisation.save(update_fields=["wants", "association"])
        record(What.SET, by=person, organisation=association)


def let_go(person: Person, association: Organisation, organisation: Organisation) -> None:
    """Take an organisation out of the association's figures."""
    check_owner(person, association)
    with write():
        Organisation.objects.filter(pk=organisation.pk, association=association).update(association=None)
        record(What.SET, by=person, organisation=association)


def add_team(person: Person, organisation: Organisation, name: str) -> Team:
    """Add a team."""
    check_owner(person, organisation)
    name = check_text(name, NAME_MOST, needed=True)
    with write():
        known = dict(organisation.teams.values_list("code", "name"))
        if name in known.values():
            raise BadInput(N_("There is a team called “{name}” already."), name=name)
        if len(known) >= TEAMS_MOST:
            raise BadInput(N_("An organisation has at most {most} teams."), most=TEAMS_MOST)
        team = Team.objects.create(organisation=organisation, code=_free_code(name, set(known)), name=name)
        record(What.SET, by=person, organisation=organisation, about=name)
    return team


def rename_team(person: Person, team: Team, name: str) -> None:
    """Call a team something else; its address stays."""
    check_owner(person, team.organisation)
    name = check_text(name, NAME_MOST, needed=True)
    with write():
        if team.organisation.teams.exclude(pk=team.pk).filter(name=name).exists():
            raise BadInput(N_("There is a team called “{name}” already."), name=name)
        team.name = name
        team.save(update_fields=["name"])
        record(What.SET, by=person, organisation=team.organisation, about=name)


def remove_team(person: Person, team: Team) -> None:
    """Remove a team; its people stay in the organisation, without one. Its leads are members then."""
    check_owner(person, team.organisation)
    with write():
        team.members.filter(role=Member.Role.LEAD).update(role=Member.Role.MEMBER)
        record(What.SET, by=person, organisation=team.organisation, about=team.name)
        team.delete()
