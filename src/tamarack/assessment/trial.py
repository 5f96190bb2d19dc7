"""A trial: an assessment without an account, kept in the visitor's session alone, for a day after its last answer."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from tamarack.assessment.actions import check_changes
from tamarack.assessment.answers import Answer, Answers, Change, Held
from tamarack.assessment.models import Assessment, Rating
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, framework

LASTS = timedelta(hours=24)
KEY = "trial"


@dataclass(frozen=True)
class Trial:
    """What the session keeps. `shown` says that its result has been looked at."""

    version_id: int
    key: str
    started_at: datetime
    saved_at: datetime
    shown: bool = False
    held: Mapping[str, Held] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """Its answers."""
        return Answers(framework(self.version_id), {code: held.answer for code, held in self.held.items()})

    @property
    def until(self) -> datetime:
        """When it is gone, unless something is answered meanwhile."""
        return self.saved_at + LASTS


def start_trial(session: SessionBase, version: Stored) -> Trial:
    """Start a trial, or give back the one that is under way."""
    if trial := find_trial(session):
        return trial
    now = timezone.now()
    return _store(session, Trial(version.id, secrets.token_hex(8), now, now))


def find_trial(session: SessionBase) -> Trial | None:
    """The trial in a session; one that is too old is erased from it."""
    if KEY not in session:
        return None
    trial = _read(session[KEY])
    left = trial.until - timezone.now()
    if left <= timedelta(0):
        erase_trial(session)
        return None
    if session.get_expiry_age() > LASTS.total_seconds():  # signing in made it longer
        session.set_expiry(int(left.total_seconds()))
    return trial


def own_trial(session: SessionBase) -> Trial:
    """The trial in a session.

    Raises
    ------
    UnknownCode
        If there is none, or none any more.
    """
    if trial := find_trial(session):
        return trial
    raise UnknownCode(N_("There is no trial here any more. It is kept for a day after its last answer."))


def rate_trial(session: SessionBase, changes: Mapping[str, Change]) -> dict[str, Answer]:
    """Keep answers in the session, all or none; gives back what stood before, as `actions.rate` does."""
    trial = own_trial(session)
    check_changes(framework(trial.version_id), changes)
    now = timezone.now()
    before = {code: trial.held.get(code, Held()) for code in changes}
    after = {code: before[code].after(change, now) for code, change in changes.items()}
    _store(session, replace(trial, saved_at=now, held={**trial.held, **after}))
    return {code: held.answer for code, held in before.items() if held.answer != after[code].answer}


def show_trial(session: SessionBase) -> Trial:
    """Remember that the result has been looked at: it is then kept as a submitted assessment."""
    trial = own_trial(session)
    if not trial.answers.ratings:
        raise BadInput(N_("Nothing is rated yet, so there is no result to show. Please rate a criterion first."))
    return trial if trial.shown else _store(session, replace(trial, shown=True))


def erase_trial(session: SessionBase) -> None:
    """Erase a trial from its session."""
    session.pop(KEY, None)
    session.set_expiry(None)


def keep_trial(person: Person, session: SessionBase) -> Assessment:
    """Make the trial the person's own assessment: submitted if its result was looked at, else a draft.

    Raises
    ------
    NotAllowed
        If it would be a draft, and the person has one already.
    """
    trial = own_trial(session)
    when = trial.saved_at if trial.shown else None
    with write():
        drafts = Assessment.objects.filter(person=person, version_id=trial.version_id, submitted_at=None)
        if when is None and drafts.exists():
            raise NotAllowed(N_("You have a draft already. Submit or delete it first, then keep this one."))
        assessment = Assessment.objects.create(
            person=person, version_id=trial.version_id, started_at=trial.started_at, saved_at=trial.saved_at,
            submitted_at=when,
        )  # fmt: skip
        Rating.objects.bulk_create(
            Rating(
                assessment=assessment, criterion=code, **held.answer._asdict(), saved_at=trial.saved_at,
                rated_at=held.rated_at, noted_at=held.noted_at,
            )
            for code, held in trial.held.items()
        )  # fmt: skip
    erase_trial(session)
    return assessment


def _store(session: SessionBase, trial: Trial) -> Trial:
    data = asdict(trial) | {"started_at": _written(trial.started_at), "saved_at": _written(trial.saved_at)}
    data["held"] = {
        code: [*held.answer, _written(held.rated_at), _written(held.noted_at), dict(held.seen)]
        for code, held in trial.held.items()
    }
    session[KEY] = data
    session.set_expiry(int(LASTS.total_seconds()))
    return trial


def _read(data: Mapping[str, Any]) -> Trial:
    held = {
        code: Held(Answer(*answer), _moment(rated), _moment(noted), seen)
        for code, (*answer, rated, noted, seen) in data["held"].items()
    }
    started, saved = datetime.fromisoformat(data["started_at"]), datetime.fromisoformat(data["saved_at"])
    return Trial(data["version_id"], data["key"], started, saved, data["shown"], held)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
