"""A trial: an assessment without an account, kept in a session of its own, for a day after its last answer.

That session is not the one in which people sign in, so that signing in and out neither prolongs nor ends it.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from tamarack.assessment.actions.rating import check_changes
from tamarack.assessment.answers import Answer, Answers, Change, Held
from tamarack.assessment.models import Assessment, Rating
from tamarack.common.database import write
from tamarack.common.sessions import SessionStore, kept_key
from tamarack.core.errors import N_, BadInput, NotAllowed, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, framework

LASTS = timedelta(hours=24)
KEY = "trial"
_GONE = N_("There is no trial here any more. It is kept for a day after its last answer.")


@dataclass(frozen=True)
class Trial:
    """What the session keeps.

    Attributes
    ----------
    session
        The session's key, which its visitor's browser alone has.
    key
        By what that browser tells the answers that wait for it; it opens nothing.
    shown
        Whether its result has been looked at.
    first, role
        The criteria that are asked first, since they weigh most for a role.
    """

    session: str
    version_id: int
    key: str
    started_at: datetime
    saved_at: datetime
    shown: bool = False
    first: tuple[str, ...] = ()
    role: str = ""
    held: Mapping[str, Held] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """Its answers."""
        return Answers(framework(self.version_id), {code: held.answer for code, held in self.held.items()})

    @property
    def until(self) -> datetime:
        """When it is gone, unless something is answered meanwhile."""
        return self.saved_at + LASTS


def start_trial(version: Stored) -> Trial:
    """Start a trial."""
    now = timezone.now()
    store = SessionStore()
    store.create()
    return _store(store, Trial(str(store.session_key), version.id, secrets.token_hex(8), now, now))


def ask_first(session: str, role: str, first: Sequence[str]) -> Trial:
    """Ask first for the criteria that weigh most for a role."""
    with _changing(session) as (store, trial):
        return _store(store, replace(trial, role=role, first=tuple(first)))


def find_trial(session: str | None) -> Trial | None:
    """The trial in this session; none if there is none, or none any more."""
    return _read(SessionStore(session)) if session else None


def own_trial(session: str | None) -> Trial:
    """The trial in this session.

    Raises
    ------
    UnknownCode
        If there is none, or none any more.
    """
    if trial := find_trial(session):
        return trial
    raise UnknownCode(_GONE)


def rate_trial(session: str, changes: Mapping[str, Change]) -> tuple[Trial, dict[str, Answer]]:
    """Keep answers in the session, all or none; gives back what stood before, as `actions.rate` does."""
    with _changing(session) as (store, trial):
        check_changes(framework(trial.version_id), changes)
        now = timezone.now()
        before = {code: trial.held.get(code, Held()) for code in changes}
        after = {code: before[code].after(change, now) for code, change in changes.items()}
        trial = _store(store, replace(trial, saved_at=now, held={**trial.held, **after}))
    return trial, {code: held.answer for code, held in before.items() if held.answer != after[code].answer}


def show_trial(session: str | None) -> Trial:
    """Remember that the result has been looked at: it is then kept as a submitted assessment."""
    trial = own_trial(session)
    if not trial.answers.ratings:
        raise BadInput(N_("Nothing is rated yet, so there is no result to show. Please rate a criterion first."))
    if not trial.shown:
        with _changing(trial.session) as (store, trial):
            trial = _store(store, replace(trial, shown=True))
    return trial


def erase_trial(session: str) -> None:
    """Erase a trial with its session."""
    with _changing(session) as (store, _):
        store.delete()


def keep_trial(person: Person, session: str | None) -> Assessment:
    """Make the trial the person's own assessment: submitted if its result was looked at, else a draft.

    Raises
    ------
    UnknownCode
        If there is no trial, or it has been kept already.
    NotAllowed
        If it would be a draft, and the person has one already.
    """
    with _changing(own_trial(session).session) as (store, trial):
        when = trial.saved_at if trial.shown else None
        drafts = Assessment.objects.filter(person=person, version_id=trial.version_id, submitted_at=None)
        if when is None and drafts.exists():
            raise NotAllowed(N_("You have a draft already. Submit or delete it first, then keep this one."))
        assessment = Assessment.objects.create(
            person=person, version_id=trial.version_id, started_at=trial.started_at, saved_at=trial.saved_at,
            submitted_at=when, first=list(trial.first), role=trial.role,
        )  # fmt: skip
        Rating.objects.bulk_create(
            Rating(
                assessment=assessment, criterion=code, **held.answer._asdict(), saved_at=trial.saved_at,
                rated_at=held.rated_at, noted_at=held.noted_at,
            )
            for code, held in trial.held.items()
        )  # fmt: skip
        store.delete()
    return assessment


@contextmanager
def _changing(session: str) -> Iterator[tuple[SessionStore, Trial]]:
    """Hold a trial's session, as it is now, until what is written into it is there: two windows may want it at once."""
    with write():
        Session.objects.select_for_update().filter(pk=kept_key(session)).first()
        store = SessionStore(session)
        trial = _read(store)
        if trial is None:
            raise UnknownCode(_GONE)
        yield store, trial


def _store(store: SessionStore, trial: Trial) -> Trial:
    store[KEY] = {
        "version_id": trial.version_id,
        "key": trial.key,
        "started_at": _written(trial.started_at),
        "saved_at": _written(trial.saved_at),
        "shown": trial.shown,
        "first": list(trial.first),
        "role": trial.role,
        "held": {
            code: [*held.answer, _written(held.rated_at), _written(held.noted_at), dict(held.seen)]
            for code, held in trial.held.items()
        },
    }
    store.set_expiry(trial.until)
    store.save()
    return trial


def _read(store: SessionStore) -> Trial | None:
    data: Any = store.get(KEY)
    if data is None or not store.session_key:
        return None
    held = {
        code: Held(Answer(*answer), _moment(rated), _moment(noted), seen)
        for code, (*answer, rated, noted, seen) in data["held"].items()
    }
    started, saved = datetime.fromisoformat(data["started_at"]), datetime.fromisoformat(data["saved_at"])
    first, role = tuple(data.get("first", ())), data.get("role", "")
    return Trial(store.session_key, data["version_id"], data["key"], started, saved, data["shown"], first, role, held)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
