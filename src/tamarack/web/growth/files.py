"""The plan as files to take along."""

from django.http import HttpResponse

from tamarack.exchange import taking
from tamarack.growth import queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment, sheet_of


@signed_in
def plan_file(request: PersonRequest, name: str) -> HttpResponse:
    """One's own plan as a file, by its name."""
    content = taking.plan_file(request.user, name, sheet=sheet_of(request.GET))
    return attachment(content, f"tamarack-{queries.rhythm(request.user).today.isoformat()}-{name}")
