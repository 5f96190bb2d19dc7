"""Home, and what the site says of itself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, gettext

from tamarack.common import health
from tamarack.common.language import language
from tamarack.core.framework import Framework
from tamarack.exchange.retention import RULES
from tamarack.people.actions import accounts as actions
from tamarack.people.models import Person
from tamarack.people.privacy_notice import notices
from tamarack.people.queries.privacy import officers
from tamarack.reports import rings
from tamarack.rubric.queries import default_rubric
from tamarack.web.cached import public_page
from tamarack.web.site.forms import FirstAdministratorForm

PRIVATE = ("me", "assess", "growth", "account", "unsubscribe")
"""What search engines find nothing in, below each language."""


def root(request: HttpRequest) -> HttpResponse:
    """To the first page in the person's language, or in the browser's."""
    preferred = request.user.language if isinstance(request.user, Person) else get_language_from_request(request)
    return redirect(f"/{preferred}/")


def healthz(request: HttpRequest) -> HttpResponse:
    """The barest answer, through every middleware and, for someone signed in, through session and account."""
    request.user.is_authenticated  # noqa: B018
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve: 503 and what is missing, if not."""
    problems = health.problems()
    return JsonResponse({"ready": not problems, "problems": problems}, status=503 if problems else 200)


def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public."""
    lines = [
        "User-agent: *",
        "Disallow: /calendar/",
        *(f"Disallow: /{code}/{part}/" for code, _ in settings.LANGUAGES for part in PRIVATE),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What Tamarack is, with an example of the rings."""
    framework = default_rubric().framework
    return render(
        request,
        "site/home.html",
        {"framework": framework, "rings": rings.example(framework), "first_sentences": _first_sentences(framework)},
    )


def _first_sentences(framework: Framework) -> list[tuple[object, str]]:
    texts = ((competency, competency.description.get(language(), "")) for competency in framework.competencies)
    return [(competency, text.split(". ")[0].rstrip(".") + "." if text else "") for competency, text in texts]


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What Tamarack is and whose."""
    return render(request, "site/about.html", {"framework": default_rubric().framework})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why and for how long, and who answers for it."""
    return render(request, "site/privacy.html", {"officers": officers(), "notices": notices(), "rules": RULES})


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom."""
    return render(request, "site/accessibility.html")


def first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link that the first start prints."""
    actions.check_first_administrator(token)
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = actions.create_first_administrator(token, data["email"], data["name"], data["password"], language())
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        messages.success(request, gettext("Your account is made. The administration is at /admin/."))
        return redirect("me")
    return render(request, "site/first_administrator.html", {"form": form})
