"""Ending letters about a proposal or a rubric's consultations by the link in them, without a sign-in."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tamarack.core.errors import UnknownCode
from tamarack.stewardship.actions.consulting import listen
from tamarack.stewardship.actions.proposals import unfollow
from tamarack.stewardship.models import Proposal
from tamarack.stewardship.voice_mail import find_heard
from tamarack.web.growth.calendar import UNSEEN


@csrf_exempt  # mail programs post here by themselves (RFC 8058); who has the link may end the letters, no more
@require_http_methods(["GET", "HEAD", "POST"])
def unhear(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button that ends the letters. Reading it does not: programs that check mail follow its links."""
    try:
        person, about = find_heard(token)
    except UnknownCode as error:
        return _page(request, 404, problem=error.translated(gettext))
    if request.method == "POST":
        if isinstance(about, Proposal):
            unfollow(person, about)
        else:
            listen(person, about, wanted=False)
    proposal = about if isinstance(about, Proposal) else None
    return _page(request, 200, ended=request.method == "POST", proposal=proposal, rubric=about)


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    page = render_to_string("voice/unhear.html", context, request)
    return HttpResponse(page, status=status, headers=UNSEEN)
