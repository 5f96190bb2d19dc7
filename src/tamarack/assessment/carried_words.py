"""What becomes of a rating on a new version, in words."""

from django.utils.translation import gettext

from tamarack.assessment.answers import Answer
from tamarack.assessment.words import says
from tamarack.core.carry import Carried, Reason
from tamarack.core.framework import Framework


def outcome(framework: Framework, carried: Carried, before: Answer | None = None) -> str:
    """A sentence for a criterion of the new version; `before` is the answer that a rating comes from."""
    if carried.rating is None:
        if carried.reason == Reason.ADDED:
            return gettext("New. You can rate it when you are ready.")
        return gettext("Not rated yet.")
    rating = says(framework, Answer(carried.rating, before.reason if before and carried.rating == "NA" else ""))
    if not carried.confirm:
        return gettext("Your rating stays: {rating}.").format(rating=rating)
    return {
        Reason.REVISED: gettext("The meaning changed at or below the level you chose. Please confirm: {rating}."),
        Reason.ADDED: gettext("A descriptor was added at or below the level you chose. Please confirm: {rating}."),
        Reason.RETIRED: gettext("The descriptor you chose is gone. The next one below it, to confirm: {rating}."),
        Reason.SPLIT: gettext("The criterion was split. Your rating goes to each part, to confirm: {rating}."),
        Reason.MERGED: gettext("Criteria were merged. The lowest of your ratings, to confirm: {rating}."),
        Reason.FELL: gettext("There is no descriptor at your level any more. The next below, to confirm: {rating}."),
    }[carried.reason or Reason.REVISED].format(rating=rating)
