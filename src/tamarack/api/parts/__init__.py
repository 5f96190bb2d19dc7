"""The parts of the API, in the order in which its documentation tells them."""

from tamarack.api.part import Part
from tamarack.api.parts import (
    account,
    assessments,
    associations,
    credentials,
    drafts,
    feedback,
    figures,
    goals,
    keeping,
    library,
    log,
    organisations,
    portfolio,
    reviews,
    rubrics,
    showcases,
    stewards,
    voice,
    webhooks,
    workshop,
)

PARTS: tuple[Part, ...] = (
    rubrics.part, account.part, assessments.part, goals.part, library.part, keeping.part, portfolio.part,
    showcases.part, log.part, credentials.part, feedback.part, reviews.part, organisations.part, associations.part,
    figures.part,
    voice.part, drafts.part, workshop.part, stewards.part, webhooks.part,
)  # fmt: skip
