"""What the ratings say of a rubric, for its stewards."""

from django.http import HttpResponse
from django.shortcuts import render

from tamarack.common.numbers import whole
from tamarack.core.items import RATERS
from tamarack.core.privacy import ORGANISATIONS, K
from tamarack.insight.items import item_report, periods
from tamarack.insight.periods import Period
from tamarack.insight.words import days
from tamarack.rubric.queries import current
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.steward.place import framework_context


@signed_in
def ratings(request: PersonRequest, code: str) -> HttpResponse:
    """What one period's ratings say: the newest unless another is chosen."""
    context = framework_context(request.user, code, "ratings")
    found = [row for row in periods(context["stewarded"]) if row.told.get("shares") or "people" in row.told]
    wanted = whole(request.GET.get("period", ""))
    made = next((row for row in found if row.pk == wanted), None) or next(iter(found), None)
    stored = current().get(code)
    more = {
        "report": item_report(stored.framework, made) if stored else None,
        "periods": [(row, f"{row.version.number}: {days(Period(row.begins, row.ends))}") for row in found],
        "least": RATERS,
        "organisations": ORGANISATIONS,
        "k": K,
    }
    return render(request, "voice/ratings.html", context | more)
