"""Any framework that is valid, small enough to draw by the hundred, with empty cells; and answers to it."""

from fractions import Fraction
from itertools import cycle
from typing import Any

from hypothesis import strategies as st

from tamarack.core.framework import Document, Framework, from_document
from tamarack.core.ratings import choices
from tamarack.core.roles import RoleProfile

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="*\ufffe\uffff")
TEXTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=2, max_size=3).map("\n".join),
    st.text(LETTERS, min_size=1, max_size=8).map("**{}** b".format),
    st.sampled_from(
        [
            "0",
            "NA",
            "1.0",
            "true",
            "null",
            "=1+1",
            "[]",
            "{}",
            "- a",
            "a: b",
            "# a",
            "'",
            '"',
            ";",
            ",",
            "\\",
            "_x0041_",
        ]
    ),
).filter(str.strip)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    level_count = draw(st.integers(2, 9))
    languages = draw(st.sampled_from([["en"], ["fr", "en"], ["en", "fr", "iu-Latn-CA"]]))
    texts = cycle(draw(st.lists(TEXTS, min_size=1, max_size=7)))
    codes = draw(st.sampled_from([[f"L{n}" for n in range(9)], [str(n) for n in range(1, 10)], list("niveauxyz")]))

    def text() -> dict[str, str]:
        return {language: next(texts) for language in languages}

    ranks = draw(st.permutations(range(1, level_count + 1)))
    levels = [{"code": codes[rank - 1], "rank": rank, "name": text()} for rank in ranks]
    competencies = []
    for index in range(draw(st.integers(1, 4))):
        masks = draw(st.lists(st.integers(1, 2**level_count - 1), min_size=1, max_size=5))
        criteria = [_criterion(f"C{index}.{row}", mask, codes, text) for row, mask in enumerate(masks)]
        competencies.append({"code": f"C{index}", "name": text(), "criteria": criteria})
    document = {"framework": "any", "version": "1.0", "languages": languages, "title": text(), "levels": levels}
    return document | draw(_extras(languages, next(texts))) | {"competencies": competencies}


def _criterion(code: str, mask: int, codes: list[str], text: Any) -> dict[str, Any]:
    cells = {level: text() for index, level in enumerate(codes) if mask >> index & 1}
    return {"code": code, "name": text() if mask % 2 else {}, "descriptors": cells}


def _extras(languages: list[str], text: str) -> st.SearchStrategy[Document]:
    changes = [{"kind": "split", "from": "A.1", "to": ["A.1", text]}, {"kind": "revised", "at": text}]
    return st.fixed_dictionaries(
        {},
        optional={
            "status": st.just(text),
            "description": st.sampled_from([{}, dict.fromkeys(languages, text)]),
            "translations": st.sampled_from([{}, {languages[0]: text}]),
            "editorial": st.sampled_from([[], [{"where": "x", text: text}]]),
            "changes": st.sampled_from([[], changes]),
            "restores": st.just(text),
        },
    )


frameworks = documents().map(from_document)


def ratings_of(framework: Framework) -> st.SearchStrategy[dict[str, str | None]]:
    return st.fixed_dictionaries(
        {criterion.code: st.sampled_from([None, *choices(criterion)]) for criterion in framework.criteria}
    )


def profiles_of(framework: Framework) -> st.SearchStrategy[RoleProfile]:
    levels = st.sampled_from(list(framework.ranks))
    competencies = st.sampled_from([competency.code for competency in framework.competencies])
    criteria = st.sampled_from([criterion.code for criterion in framework.criteria])
    weights = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])
    return st.builds(
        RoleProfile,
        targets=st.dictionaries(competencies, levels),
        exceptions=st.dictionaries(criteria, levels),
        weights=st.dictionaries(competencies, weights),
    )


@st.composite
def rated(draw: st.DrawFn) -> tuple[Framework, dict[str, str | None]]:
    framework = draw(frameworks)
    return framework, draw(ratings_of(framework))
