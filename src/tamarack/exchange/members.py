"""Bringing many people into an organisation by a CSV file: columns `email`, and perhaps `role` and `team`.

Nobody is put into an organisation: who is not in it yet is invited, whether they have an account or not; who is in it
gets the role and the home team of their row. What would happen is told row by row before anything does.
"""

from dataclasses import dataclass
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tamarack.common.database import write
from tamarack.core.errors import N_, BadFile, BadInput, TamarackError
from tamarack.core.formats.table import csv_rows
from tamarack.core.framework import shorten
from tamarack.people.actions.members import change_member, check_place, invite
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.people.queries.places import members_of, teams_of

ROWS_MOST = 2000
BYTES_MOST = 500_000
NOT_CSV = N_("This is not a CSV file that can be read. Please save it as CSV (UTF-8).")
COLUMNS = ("email", "role", "team")
WORDS = {"courriel": "email", "adresse": "email", "rôle": "role", "équipe": "team"}
ROLES = {
    "": Member.Role.MEMBER, "member": Member.Role.MEMBER, "membre": Member.Role.MEMBER, "lead": Member.Role.LEAD,
    "responsable": Member.Role.LEAD, "owner": Member.Role.OWNER, "propriétaire": Member.Role.OWNER,
}  # fmt: skip
OUTCOMES = {"invite": _("is invited by mail"), "change": _("is in it, and is changed"), "same": _("stays as it is")}


@dataclass(frozen=True)
class Row:
    """A row of the file, and what it would do."""

    line: int
    email: str
    role: str
    team: Team | None
    outcome: str
    member: Member | None = None

    @property
    def told(self) -> object:
        """What would happen."""
        return OUTCOMES[self.outcome]

    @property
    def role_name(self) -> str:
        """The role in words."""
        return str(Member.Role(self.role).label)


def text_of(data: bytes) -> str:
    """What stands in a file of members.

    Raises
    ------
    BadInput
        If it is too large, or not in UTF-8.
    """
    if len(data) > BYTES_MOST:
        raise BadInput(N_("This file is too large to be a list of members."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(N_("This is not text in UTF-8. Please save it as CSV (UTF-8).")) from None


def look_at_members(organisation: Organisation, text: str) -> list[Row]:
    """What a file would do, row by row; nothing is written.

    Raises
    ------
    BadFile
        If a row cannot be right; all problems are told at once.
    """
    lines = _read(text)
    teams = {name: team for team in teams_of(organisation) for name in (team.code.casefold(), team.name.casefold())}
    known = {row.person.email: row for row in members_of(organisation)}
    rows, problems, seen = [], [], set()
    for line, values in lines:
        try:
            row = _row(organisation, line, values, teams, known)
            if row.email in seen:
                raise BadInput(N_("{email} stands in the file twice."), email=row.email)
            seen.add(row.email)
            rows.append(row)
        except TamarackError as error:
            problems.append((line, error))
    if not problems and not any(row.role == Member.Role.OWNER for row in _after(known, rows)):
        problems.append((1, BadInput(N_("Nobody would own {organisation} any more."), organisation=organisation.name)))
    if problems:
        raise BadFile(N_("The file has rows that cannot be taken. Nothing was changed."), tuple(problems))
    return rows


def _read(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        lines = list(csv_rows(StringIO(text, newline="")))
    except BadFile:
        raise BadFile(NOT_CSV) from None
    names = [_column(cell) for cell in lines[0][1]] if lines else []
    if "email" not in names or len(set(names)) < len(names):
        raise BadFile(N_("The first row names the columns: email, and perhaps role and team, each once."))
    found = [(line, dict(zip(names, cells, strict=False))) for line, cells in lines[1:]]
    if not found or len(found) > ROWS_MOST:
        raise BadFile(N_("A file has from one to {most} people."), most=ROWS_MOST)
    return found


def _column(name: str) -> str:
    name = name.strip().casefold()
    return WORDS.get(name, name)


def _row(
    organisation: Organisation, line: int, values: dict[str, str], teams: dict[str, Team], known: dict[str, Member]
) -> Row:
    email = values.get("email", "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(N_("“{value}” is not an email address."), value=shorten(email)) from None
    role = ROLES.get(values.get("role", "").strip().casefold())
    if role is None:
        raise BadInput(N_("“{value}” is not a role: member, lead or owner."), value=shorten(values["role"]))
    name = values.get("team", "").strip()
    team = teams.get(name.casefold())
    if name and team is None:
        raise BadInput(N_("There is no team “{value}”. Please add it first."), value=shorten(name))
    check_place(organisation, role, team)
    member = known.get(email)
    if member is None:
        return Row(line, email, role, team, "invite")
    same = (member.role, member.team_id) == (role, team.pk if team else None)
    return Row(line, email, role, team, "same" if same else "change", member)


def _after(known: dict[str, Member], rows: list[Row]) -> list[Row | Member]:
    """Who would be in the organisation with which role, of those who are in it now."""
    new = {row.email: row for row in rows if row.member}
    return [new.get(email, member) for email, member in known.items()]


def bring_members(person: Person, organisation: Organisation, rows: list[Row]) -> dict[str, int]:
    """Do what the rows say, all or nothing: owners are made first, and who brings them loses their own role last."""

    def turn(row: Row) -> tuple[bool, bool]:
        return row.member is not None and row.member.person_id == person.pk, row.role != Member.Role.OWNER

    done = {"invited": 0, "changed": 0}
    with write():
        for row in sorted(rows, key=turn):
            if row.member and row.outcome == "change":
                change_member(person, row.member, role=row.role, team=row.team)
                done["changed"] += 1
            elif row.outcome == "invite":
                invite(person, organisation, email=row.email, role=row.role, team=row.team)
                done["invited"] += 1
    return done
