"""A profession: organisations with teams, whose people rated all of it and let it count, straight into the database."""

from dataclasses import dataclass

from benchmarks.rows import Rows, key_of, rows
from benchmarks.server import Server

ASSOCIATION, ORGANISATION = "bench-association", "bench-org-{}"
BEGINS, SUBMITTED = "2025-01-01", "2025-06-01 12:00:00"
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :{})"
# The association has the first number after the last organisation; the others follow.
PLACES = f"""
INSERT INTO people_organisation (id, code, name, begins, created_at, k, kind, language, logo, logo_text, months,
  threshold, association_id)
VALUES (:organisation, '{ASSOCIATION}', 'The association', '{BEGINS}', '{SUBMITTED}', 5, 'association', 'en', :none, '',
  12, 3, NULL);
{NUMBERS.format("organisations")}
INSERT INTO people_organisation (id, code, name, begins, created_at, k, kind, language, logo, logo_text, months,
  threshold, association_id)
SELECT :organisation + 1 + i, '{ORGANISATION.format("")}' || i, 'Organisation ' || i, '{BEGINS}', '{SUBMITTED}', 5,
  'employer', 'en', :none, '', 12, 3, :organisation FROM n;
{NUMBERS.format("all_teams")}
INSERT INTO people_team (id, code, name, organisation_id)
SELECT :team + i, 'team-' || (i / :organisations), 'Team ' || (i / :organisations),
  :organisation + 1 + i % :organisations FROM n
"""
# Person i is in team i modulo all teams, whose organisation is i modulo all organisations.
PEOPLE = f"""
{NUMBERS.format("people")}
INSERT INTO people_person (id, password, is_superuser, email, name, language, scheme, is_active, is_staff, date_joined,
  audit_key, rubric, notice)
SELECT :person + i, '!', FALSE, 'q' || i || '@people.invalid', 'Person ' || i, 'en', '', TRUE, FALSE, '{SUBMITTED}',
  {{key}}, '', 0 FROM n;
{NUMBERS.format("people")}
INSERT INTO people_member (person_id, team_id, organisation_id, role, since)
SELECT :person + i, :team + i % :all_teams, :organisation + 1 + i % :organisations, 'member', '{SUBMITTED}' FROM n;
{NUMBERS.format("people")}
INSERT INTO people_grant (purpose, statistics, given_at, organisation_id, person_id)
SELECT '', TRUE, '{SUBMITTED}', :organisation + 1 + i % :organisations, :person + i FROM n;
{NUMBERS.format("people")}
INSERT INTO assessment_assessment (id, started_at, saved_at, submitted_at, person_id, version_id, name, first, role)
SELECT :assessment + i, '{SUBMITTED}', '{SUBMITTED}', '{SUBMITTED}', :person + i, (SELECT min(id) FROM rubric_version),
  '', '[]', '' FROM n;
CREATE TEMP TABLE choice AS SELECT c.id AS criterion, c.code AS code, l.code AS value,
  row_number() OVER (PARTITION BY c.id ORDER BY l.rank) AS place, count(*) OVER (PARTITION BY c.id) AS places
FROM rubric_descriptor d JOIN rubric_criterion c ON c.id = d.criterion_id JOIN rubric_level l ON l.id = d.level_id
WHERE d.version_id = (SELECT min(id) FROM rubric_version);
{NUMBERS.format("people")}
INSERT INTO assessment_rating (assessment_id, criterion, value, reason, note, saved_at, seen, carried, confirm)
SELECT :assessment + i, code, value, '', '', '{SUBMITTED}', '{{}}', FALSE, ''
FROM n JOIN choice ON place = 1 + (CAST(i AS bigint) * 7919 / 13 + criterion * 31) % places
"""
READER = f"""
INSERT INTO people_member (person_id, team_id, organisation_id, role, since)
SELECT min(id), NULL, :organisation, 'owner', '{SUBMITTED}' FROM people_person WHERE name = :reader;
INSERT INTO people_member (person_id, team_id, organisation_id, role, since)
SELECT min(id), :team, :organisation + 1, 'owner', '{SUBMITTED}' FROM people_person WHERE name = :reader
"""


@dataclass(frozen=True)
class Size:
    """How many organisations, teams in each, and people in each team."""

    organisations: int
    teams: int
    people: int

    @property
    def all_people(self) -> int:
        """Everybody."""
        return self.organisations * self.teams * self.people


def found_profession(server: Server, size: Size, reader: str) -> None:
    """Add it all; the reader is in the association and in a team of the first organisation, and is not counted."""
    with rows(server) as file:
        values: dict[str, int | str | bytes] = {
            name: _one(file, f"SELECT coalesce(max(id), 0) + 1 FROM {app}_{name}")
            for app, name in (
                ("people", "organisation"), ("people", "team"), ("people", "person"), ("assessment", "assessment")
            )
        }  # fmt: skip
        values |= {"organisations": size.organisations, "all_teams": size.organisations * size.teams}
        values |= {"people": size.all_people, "reader": reader, "none": b""}
        key = key_of(server, "4096 + i")
        for statement in ";".join([PLACES, PEOPLE, READER]).split(";"):
            file.execute(statement.replace("{key}", key), values)


def as_one_organisation(server: Server, size: Size) -> None:
    """Put everybody into the first organisation, with its teams."""
    _place(server, size, ":first", ":team + (person_id - :person) % :all_teams / :organisations * :organisations")


def as_they_were(server: Server, size: Size) -> None:
    """Put everybody back where they were."""
    _place(
        server,
        size,
        ":first + (person_id - :person) % :organisations",
        ":team + (person_id - :person) % :all_teams",
    )


def _place(server: Server, size: Size, organisation: str, team: str) -> None:
    with rows(server) as file:
        first = _one(file, f"SELECT id FROM people_organisation WHERE code = '{ORGANISATION.format(0)}'")
        known = {
            "first": first,
            "person": _one(file, "SELECT id FROM people_person WHERE email = 'q0@people.invalid'"),
            "team": _one(file, f"SELECT min(id) FROM people_team WHERE organisation_id = {first}"),
            "organisations": size.organisations,
            "all_teams": size.organisations * size.teams,
        }
        where = "WHERE person_id >= :person"
        for table in ("people_member", "people_grant"):
            file.execute(f"UPDATE {table} SET organisation_id = {organisation} {where}", known)
        file.execute(f"UPDATE people_member SET team_id = {team} {where}", known)


def _one(file: Rows, query: str) -> int:
    return int(file.execute(query).fetchone()[0])
