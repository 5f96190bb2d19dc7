"""What respondents are told, as pages show it."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.models import FeedbackRequest
from tamarack.assessment.promise import Part
from tamarack.common.language import language
from tamarack.web.kept import joined


def promise_html(request: FeedbackRequest) -> SafeString:
    """What a request promises to everyone; empty where it has not begun."""
    said = request.promise.get(language())
    if not said:
        return SafeString()
    groups = {
        "anonymous": gettext("People of anonymous groups"),
        "named": gettext("Managers"),
        "all": gettext("Everyone"),
    }
    return joined(
        format_html('<h3 class="gap">{}</h3><div class="promise">{}</div>', name, parts_html(said[whom], "h4"))
        for whom, name in groups.items()
    )


def parts_html(parts: Iterable[Part], heading: str) -> SafeString:
    """Headings with their sentences."""
    return joined(
        format_html(
            "<section><{0}>{1}</{0}><ul>{2}</ul></section>",
            heading, name, format_html_join("", "<li>{}</li>", ((sentence,) for sentence in said)),
        )
        for name, said in parts
    )  # fmt: skip
