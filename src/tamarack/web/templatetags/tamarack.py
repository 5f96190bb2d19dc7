"""What every template can say."""

import json
from collections.abc import Hashable, Mapping

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment import words
from tamarack.assessment.answers import Answer
from tamarack.assessment.feedback_words import part_name, place_words, reading_words
from tamarack.common import dates, numbers
from tamarack.common.language import language_name
from tamarack.core.framework import Competency, Criterion, Framework, Level
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET
from tamarack.core.undeclared import Undeclared
from tamarack.core.wording import text_below
from tamarack.growth import words as growth_words
from tamarack.growth.models import Action, LearningEvent
from tamarack.people.leaving import someone
from tamarack.portfolio import log_words
from tamarack.portfolio.actions.reviewed import seen_as
from tamarack.portfolio.models import Evidence
from tamarack.reports import pictures
from tamarack.rubric import texts
from tamarack.rubric.compared import KINDS
from tamarack.stewardship.queries.publishing import Gate
from tamarack.web import pieces
from tamarack.web.assess import answers
from tamarack.web.kept import kept
from tamarack.web.parts import part_of
from tamarack.web.portfolio import rows as portfolio_rows
from tamarack.web.steward.publishing import change_key

register = template.Library()

ACTION_WORDS = {"kind": Action.Kind, "state": Action.State, "effort": Action.Effort, "repeat": Action.Repeat}

register.filter("as_json", json.dumps)
register.filter("say", texts.told)
register.filter("bare", texts.say)
register.simple_tag(texts.other_tongue)
register.filter("change_key", change_key)
register.filter("part", part_of)
register.filter("someone", someone)
register.filter("descriptor", pieces.descriptor)
register.filter("lead", pieces.leading)
register.filter("long_date", dates.long_date)
register.filter("short_date", dates.short_date)
register.filter("day_and_month", dates.day_and_month)
register.filter("month", dates.month)
register.filter("clock", dates.clock)
register.filter("hours", log_words.hours)
register.filter("figure", numbers.figure)
register.filter("megabytes", numbers.megabytes)
register.simple_tag(pieces.icon)
register.simple_tag(pieces.level, name="level")
register.simple_tag(pictures.level_glyph, name="glyph")
register.simple_tag(pictures.strip)
register.simple_tag(words.says)
register.simple_tag(seen_as)
register.simple_tag(place_words, name="place")
register.simple_tag(reading_words, name="reading")
register.simple_tag(growth_words.counts)
register.simple_tag(part_name)
register.simple_tag(answers.reasons)
register.simple_tag(portfolio_rows.figures)
register.simple_tag(growth_words.spoken)


@register.filter
def trimmed(text: str) -> str:
    """A text without the white space around it (django-allauth's templates put addresses on lines of their own)."""
    return text.strip()


@register.filter
def get(mapping: Mapping[str, object], key: str) -> object:
    """A mapping's value; nothing where there is none."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def chrome(context: template.Context, part: str) -> SafeString:
    """What stands around every page: its head, masthead or foot."""
    own = {"bare_path": context["bare_path"], "other_path": context["other_path"], "name": str(context["user"])}
    return kept(
        f"tamarack/_{part}.html",
        own,
        here=context.get("here", ""),
        signed_in=context["user"].is_authenticated,
        other_language=context["other_language"],
        address=settings.SITE_ADDRESS,
        demo=context["demo"],
        waits=bool(context["owner"]),
    )


@register.simple_tag
def first_level(framework: Framework, criterion: Criterion) -> Level:
    """The lowest level at which a criterion has a descriptor."""
    return framework.level(criterion.levels[0])


@register.simple_tag
def cards(framework: Framework, criterion: Criterion) -> list[tuple[Level, SafeString | None]]:
    """A criterion's cells, each with what it says beyond the level below; None where the rubric has no descriptor."""
    found: list[tuple[Level, SafeString | None]] = []
    for level in framework.levels:
        text = criterion.descriptors.get(level.code)
        below = text_below(criterion, level.code) if text else None
        told = pieces.descriptor_beyond(texts.told(text), texts.say(below) if below else None) if text else None
        found.append((level, told))
    return found


@register.simple_tag
def keep(name: str, **shared: Hashable) -> SafeString:
    """A part of a page that is the same for everyone."""
    return kept(name, {}, **shared)


@register.simple_tag
def action_word(field: str, value: str) -> str:
    """What an action's kind, state, effort or repetition is called."""
    return str(ACTION_WORDS[field](value).label)


@register.simple_tag
def rating_word(framework: Framework, value: str) -> str:
    """What a rating is called, without a reason."""
    if value == NOT_APPLICABLE:
        return gettext("Not applicable")
    return words.says(framework, Answer(value))


@register.simple_tag
def rating_glyph(framework: Framework, value: str) -> SafeString:
    """A rating as a small picture; nothing where it is no level."""
    if value not in framework.ranks and value != NOT_YET:
        return SafeString()
    return pictures.level_glyph(framework.ranks.get(value, 0), len(framework.levels))


@register.simple_tag
def event_times(event: LearningEvent) -> str:
    """When a learning event is, in the time zone that it was planned in."""
    return dates.time_span(event.starts_at, event.ends_at, event.zone)


@register.simple_tag
def evidence_kind(value: str) -> str:
    """What a kind of evidence is called."""
    return str(Evidence.Kind(value).label)


@register.simple_tag
def described(framework: Framework, code: str) -> tuple[Criterion, str]:
    """The criterion and the level of a descriptor, as COL.1.B."""
    return framework.descriptor(code)


@register.simple_tag
def competency(framework: Framework, code: str) -> Competency:
    """A competency by its code."""
    return framework.competency(code)


@register.simple_tag
def level_name(framework: Framework, code: str) -> str:
    """What a level is called."""
    return texts.told(framework.level(code).name)


@register.simple_tag
def told(thing: Undeclared | Gate) -> str:
    """What stands in the way of publishing, in words."""
    return gettext(thing.template).format(**thing.data)


@register.filter
def change_word(kind: str) -> str:
    """What a kind of change is called."""
    return str(KINDS[kind])


@register.filter
def tongue_name(code: str) -> str:
    """What a language is called in the reader's language."""
    return language_name(code)


@register.simple_tag(takes_context=True)
def area_address(context: template.Context, competency: Competency) -> str:
    """Where a competency of the page's rubric is read: on its current version, or on the `past` one that this is."""
    code, part = context["framework"].code, part_of(competency.code)
    if number := context.get("past"):
        return reverse("version_competency", args=[code, number, part])
    return reverse("competency", args=[code, part])


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
