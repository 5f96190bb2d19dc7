"""Who helps whom: offers, wishes, and proposals that both have to say yes to."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Slug, Taken, TeamCode, Yes
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.place import inside, place
from tamarack.api.shown import Counted, RubricRef, ShownPerson, rubric_of, text
from tamarack.core.errors import N_, UnknownCode
from tamarack.growth.actions import helping as actions
from tamarack.growth.models import CAPACITY_MOST, FOCUS_MOST, Match, Offer, Reach, Source, Wish
from tamarack.growth.queries import helping as queries
from tamarack.growth.queries.helping import Had
from tamarack.growth.rules import sees_contact
from tamarack.growth.standing import planned_on
from tamarack.people.models import Person

part = Part("Together", "plan")
HELPERS = "/organisations/{slug}/helpers"
Languages = Annotated[list[Person.Language], Field(max_length=10, examples=[["en", "fr"]])]


class HelpLevel(Schema):
    """A criterion with which someone helps, at a level that they have: where from, and of which day."""

    criterion: str = text("COL.1")
    level: str = text("E")
    source: Source
    of: date

    @classmethod
    def had(cls, criterion: str, had: Had) -> "HelpLevel":
        """A level that someone has."""
        return cls(criterion=criterion, level=had.level, source=Source(had.source), of=had.of)


class OfferableLevels(Schema):
    """With what one may offer help."""

    rubric: RubricRef
    levels: list[HelpLevel]


class ShownHelp(Schema):
    """What someone offers."""

    name: str = text("Tomasz Nowak")
    rubric: RubricRef
    levels: list[HelpLevel]
    capacity: int = Field(examples=[2], description="How many people at a time.")
    languages: list[Person.Language]
    reach: Reach

    @classmethod
    def of(cls, row: Offer) -> "ShownHelp":
        """An offer, as those within its reach see it."""
        return cls(
            name=str(row.person), rubric=rubric_of(row.version_id), capacity=row.capacity,
            levels=[HelpLevel.had(each.criterion, Had(each.level, each.source, each.of)) for each in row.levels.all()],
            languages=[Person.Language(code) for code in row.languages], reach=Reach(row.reach),
        )  # fmt: skip


class HelpOffered(Taken):
    """What one offers: for each criterion a level that one has."""

    levels: dict[str, Annotated[str, Field(max_length=40)]] = Field(
        min_length=1, max_length=200, examples=[{"COL.1": "E"}]
    )
    capacity: Annotated[int, Field(strict=True, ge=1, le=CAPACITY_MOST)] = 1
    languages: Languages
    reach: Reach = Reach.ORGANISATION


class ShownWish(Schema):
    """With what one seeks help. Nobody else sees it."""

    rubric: RubricRef
    criteria: list[str] = Field(examples=[["COL.1"]])
    languages: list[Person.Language]
    reach: Reach

    @classmethod
    def of(cls, row: Wish) -> "ShownWish":
        """A wish."""
        return cls(
            rubric=rubric_of(row.version_id), criteria=row.criteria, reach=Reach(row.reach),
            languages=[Person.Language(code) for code in row.languages],
        )  # fmt: skip


class HelpSought(Taken):
    """With what one seeks help."""

    criteria: list[Annotated[str, Field(max_length=40)]] = Field(
        min_length=1, max_length=FOCUS_MOST, examples=[["COL.1"]]
    )
    languages: Languages
    reach: Reach = Reach.ORGANISATION


class ShownMatch(Schema):
    """That two were proposed to each other. Of what the other said, only a yes is told, when both have said it."""

    id: int = Field(examples=[6])
    other: ShownPerson | None
    helps: bool = Field(examples=[False], description="Whether one is to help, not to be helped.")
    rubric: RubricRef
    why: list[HelpLevel]
    says: Match.Answer
    open: bool = Field(examples=[True], description="Whether it can be answered.")
    agreed: bool = Field(examples=[False], description="Whether both have said yes.")
    under_way: bool = Field(examples=[False], description="Whether both have, and neither has ended it.")
    until: datetime = Field(examples=["2027-02-15T09:00:00-05:00"], description="Until when it can be answered.")
    email: str | None = Field(examples=[None], description="How to reach the other, as long as it is under way.")

    @classmethod
    def of(cls, row: Match, reader: Person) -> "ShownMatch":
        """A proposal as one of the two sees it."""
        helps = row.helper_id == reader.pk
        other = row.seeker if helps else row.helper
        return cls(
            id=row.pk, other=ShownPerson.of(other), helps=helps, rubric=rubric_of(row.version_id),
            why=[HelpLevel.had(each["criterion"], Had.kept(each)) for each in row.why],
            says=Match.Answer(row.says(reader.pk)), open=row.is_open, agreed=row.is_agreed,
            under_way=row.is_under_way, until=row.until,
            email=other.email if sees_contact.test(reader, row) else None,
        )  # fmt: skip


class MatchFound(Schema):
    """Who fits best; nobody, where no one who fits is free, or a proposal still waits for an answer."""

    match: ShownMatch | None


class MatchAnswered(Taken):
    """Yes or no. Nobody is told of a no."""

    yes: Yes


class HelpCoverage(Schema):
    """For each criterion how many of a team offer help, at the second level or above."""

    rubric: RubricRef
    helpers: dict[str, int] = Field(examples=[{"COL.1": 2}])


@part.lists(HELPERS, ShownHelp)
def list_helpers(request: ApiRequest, slug: Slug) -> Found:
    """What others in an organisation offer, as far as one is within their reach."""
    return queries.offers_in_reach(request.auth.person, place(request, slug))


@part.reads(f"{HELPERS}/offer", ShownHelp)
def read_offer(request: ApiRequest, slug: Slug) -> ShownHelp:
    """What one offers oneself."""
    return ShownHelp.of(_offer(request, slug))


@part.reads(f"{HELPERS}/offer/levels", OfferableLevels)
def read_offerable_levels(request: ApiRequest, slug: Slug) -> OfferableLevels:
    """With what one may offer help: levels that were agreed in a review, or that one rated oneself."""
    place(request, slug)
    stored = planned_on(request.auth.person)
    had = queries.levels_had(request.auth.person, stored)
    levels = [HelpLevel.had(code, entry) for code, entries in had.items() for entry in entries]
    return OfferableLevels(rubric=rubric_of(stored.id), levels=levels)


@part.sets(f"{HELPERS}/offer", ShownHelp)
def offer_help(request: ApiRequest, slug: Slug, body: HelpOffered) -> ShownHelp:
    """Offer help in an organisation, or change what one offers."""
    person, organisation = request.auth.person, place(request, slug)
    actions.offer_help(person, organisation, planned_on(person), **body.dict())
    return ShownHelp.of(_offer(request, slug))


@part.removes(f"{HELPERS}/offer")
def withdraw_offer(request: ApiRequest, slug: Slug) -> None:
    """Offer no help any more. What both agreed to goes on until one ends it."""
    actions.withdraw_offer(request.auth.person, _offer(request, slug))


@part.reads(f"{HELPERS}/wish", ShownWish)
def read_wish(request: ApiRequest, slug: Slug) -> ShownWish:
    """With what one seeks help."""
    return ShownWish.of(_wish(request, slug))


@part.sets(f"{HELPERS}/wish", ShownWish)
def seek_help(request: ApiRequest, slug: Slug, body: HelpSought) -> ShownWish:
    """Say with what one seeks help, or change it."""
    person = request.auth.person
    return ShownWish.of(actions.seek_help(person, place(request, slug), planned_on(person), **body.dict()))


@part.removes(f"{HELPERS}/wish")
def withdraw_wish(request: ApiRequest, slug: Slug) -> None:
    """Seek no help any more. What both agreed to goes on until one ends it."""
    actions.withdraw_wish(request.auth.person, _wish(request, slug))


@part.does(f"{HELPERS}/wish/ask", MatchFound)
def ask_for_helper(request: ApiRequest, slug: Slug) -> MatchFound:
    """Find who fits one’s wish best, and propose them."""
    person = request.auth.person
    found = actions.ask_match(person, _wish(request, slug), planned_on(person))
    return MatchFound(match=ShownMatch.of(found, person) if found else None)


@part.does(f"{HELPERS}/propose", Counted, family="organisations")
def propose_helpers(request: ApiRequest, slug: Slug) -> Counted:
    """Propose a helper to everybody who seeks, as who leads a team or owns the organisation; tells how many it were."""
    person = request.auth.person
    return Counted(count=actions.propose_matches(person, place(request, slug), planned_on(person)))


@part.reads("/organisations/{slug}/teams/{team}/coverage", HelpCoverage, family="organisations")
def read_help_coverage(request: ApiRequest, slug: Slug, team: TeamCode) -> HelpCoverage:
    """For each criterion how many of a team that one is in or leads offer help."""
    stored = planned_on(request.auth.person)
    counts = queries.coverage(inside(request, slug, team), stored.framework, stored.id)
    return HelpCoverage(rubric=rubric_of(stored.id), helpers=counts)


@part.lists("/matches", ShownMatch)
def list_matches(request: ApiRequest) -> Found:
    """Who was proposed to one."""
    person = request.auth.person
    return Rows(queries.own_matches(person), lambda row: ShownMatch.of(row, person))


@part.reads("/matches/{int:pk}", ShownMatch)
def read_match(request: ApiRequest, pk: Pk) -> ShownMatch:
    """A proposal, and why it is made."""
    return _match(request, pk)


@part.does("/matches/{int:pk}/answer", ShownMatch)
def answer_match(request: ApiRequest, pk: Pk, body: MatchAnswered) -> ShownMatch:
    """Say yes or no to a proposal."""
    actions.answer_match(request.auth.person, queries.find_match(request.auth.person, pk), yes=body.yes)
    return _match(request, pk)


@part.does("/matches/{int:pk}/end", ShownMatch)
def end_match(request: ApiRequest, pk: Pk) -> ShownMatch:
    """End what both had agreed to. The other is told."""
    actions.end_match(request.auth.person, queries.find_match(request.auth.person, pk))
    return _match(request, pk)


def _match(request: ApiRequest, pk: int) -> ShownMatch:
    return ShownMatch.of(queries.find_match(request.auth.person, pk), request.auth.person)


def _offer(request: ApiRequest, slug: str) -> Offer:
    found = queries.offer_of(request.auth.person, place(request, slug))
    if found is None:
        raise UnknownCode(N_("You offer no help here."))
    return found


def _wish(request: ApiRequest, slug: str) -> Wish:
    found = queries.wish_of(request.auth.person, place(request, slug))
    if found is None:
        raise UnknownCode(N_("Please say first with what you seek help."))
    return found
