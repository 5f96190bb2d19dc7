"""A credential's picture: its person's growth rings at the agreed ratings, with what it is for. It has no total."""

from functools import lru_cache
from html import escape
from textwrap import wrap

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from tamarack.common.language import listed
from tamarack.core.earning import covered
from tamarack.core.rings import segment_states, svg
from tamarack.portfolio.badges import agreed_words, subject, title
from tamarack.portfolio.models import Credential
from tamarack.reports.pdf import png
from tamarack.reports.pictures import standalone
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say

WIDTH = 640
LINE = 30
"""Characters of a line under the rings."""


def rings(credential: Credential, name: str = "rings") -> SafeString:
    """The rings alone, for a page."""
    rubric = framework(credential.version_id)
    areas = covered(rubric, credential.code)
    criteria = [row.code for area in areas for row in area.criteria]
    told = [f"{code}: {agreed_words(rubric, credential.ratings.get(code))}" for code in criteria]
    drawn = svg(
        rubric,
        segment_states(rubric, credential.ratings),
        title=gettext("Growth rings: {title}").format(title=subject(rubric, credential.code)),
        description=gettext("As agreed in the review: {ratings}.").format(ratings=listed(told)),
        competencies=areas,
        name=name,
    )
    return mark_safe(drawn)  # noqa: S308


def badge_svg(credential: Credential) -> str:
    """The picture as SVG, in the credential's language."""
    with override(credential.language):
        return _framed(credential)[0]


def badge_png(credential: Credential) -> bytes:
    """The same as PNG."""
    with override(credential.language):
        picture, height = _framed(credential)
        return _png(picture, height)


@lru_cache(maxsize=64)
def _png(picture: str, height: int) -> bytes:
    return png("badge", {"width": WIDTH, "height": height, "picture": picture})


def _framed(credential: Credential) -> tuple[str, int]:
    """The rings with what they are for and who issued it below, and the height of both."""
    rubric = framework(credential.version_id)
    heading = title(rubric, credential.code, credential.level)
    lines = [(text, 30, 500, "Literata, serif", "#16241E") for text in wrap(heading, LINE)]
    below = f"{say(rubric.title)} {rubric.version} · {say(credential.issuer.name)}"
    lines += [(text, 19, 400, "Atkinson Hyperlegible Next, sans-serif", "#4B5A52") for text in wrap(below, LINE + 22)]
    at, texts = 612, []
    for text, size, weight, family, colour in lines:
        at += round(size * 1.4)
        texts.append(
            f'<text x="320" y="{at}" font-size="{size}" font-weight="{weight}" font-family="{family}" fill="{colour}">'
            f"{escape(text)}</text>"
        )
    height = at + 32
    inner = rings(credential, "badge").replace("<svg ", '<svg x="40" y="40" width="560" height="560" ', 1)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(heading)}" text-anchor="middle">'
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/><rect width="{WIDTH}" height="10" fill="#E3A92F"/>'
        f"{inner}{''.join(texts)}</svg>"
    )
    return standalone(picture), height
