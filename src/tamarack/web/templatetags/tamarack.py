"""What every template can say."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.core.wording import lead
from tamarack.web import dates, pieces

register = template.Library()

register.filter("say", pieces.say)
register.filter("descriptor", pieces.descriptor)
register.filter("lead", lead)
register.filter("long_date", dates.long_date)
register.filter("month", dates.month)
register.filter("clock", dates.clock)
register.simple_tag(pieces.icon)
register.simple_tag(pieces.level, name="level")
register.simple_tag(pieces.level_glyph, name="glyph")
register.simple_tag(pieces.strip)


@register.filter
def trimmed(text: str) -> str:
    """A text without the white space around it (django-allauth's templates put addresses on lines of their own)."""
    return text.strip()


@register.filter
def get(mapping: Mapping[str, object], key: str) -> object:
    """A mapping's value; nothing where there is none."""
    return mapping.get(key)


@register.simple_tag
def clock_time(moment: object) -> SafeString:
    """A time that the browser may put into its own time zone."""
    return format_html('<time datetime="{}" data-clock>{}</time>', moment.isoformat(), dates.clock(moment))  # type: ignore[attr-defined,arg-type]


@register.simple_tag
def copy_button(code: str) -> SafeString:
    """A button that copies the address of a part of this page; it shows where scripts run."""
    return format_html(
        '<button type="button" class="plain copy" data-copy="#{0}" data-done="{2}">'
        '{1}<span class="hidden"> {0}</span></button>',
        code,
        gettext("Copy link"),
        gettext("Copied"),
    )
