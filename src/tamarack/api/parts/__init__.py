"""The parts of the API, in the order in which its documentation tells them."""

from tamarack.api.part import Part
from tamarack.api.parts import (
    account,
    assessments,
    associations,
    bringing,
    credentials,
    drafts,
    feedback,
    figures,
    goals,
    helping,
    keeping,
    library,
    log,
    organisations,
    portfolio,
    reviews,
    rubrics,
    shared,
    showcases,
    stewards,
    taking,
    teams,
    voice,
    webhooks,
    workshop,
)

PARTS: tuple[Part, ...] = (
    rubrics.part, account.part, taking.account, assessments.part, taking.assessments, goals.part, library.part,
    taking.resources, keeping.part, portfolio.part, taking.portfolio, showcases.part, log.part, taking.log,
    credentials.part,
    feedback.part, reviews.part, organisations.part, associations.part, bringing.part, shared.part, teams.part,
    helping.part, figures.part, voice.part, drafts.part, workshop.part, stewards.part, webhooks.part,
)  # fmt: skip
