"""The rules of a professional development scheme as YAML, in whole hours (docs/administration.md has the keys)."""

from collections.abc import Collection, Iterator
from typing import Any

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats import bad_file, decoded
from tamarack.core.formats.yaml import read_yaml
from tamarack.core.framework import Framework
from tamarack.core.hours import QUARTERS
from tamarack.core.schemes import EXEMPTIONS, KEEPS, KINDS, NONE, YEAR, Category, Rules
from tamarack.core.validation import TEXT, Found, shape_problems, shown

YEARS_MOST = 10
HOURS_MOST = 10_000
DAYS_MOST = 366

_CATEGORY = {
    "code": str, "name": TEXT, "takes": [str],
    "most?": {"activity?": int, "project?": int, "year?": int, "period?": int},
}  # fmt: skip
_RULES = {
    "name": TEXT, "description": TEXT, "label": TEXT,
    "period": {"kind": str, "years": int, "rolling?": bool},
    "minimum?": {"period?": int, "year?": int},
    "categories": [_CATEGORY],
    "needs?": {"categories?": int, "competencies?": [str], "named?": bool},
    "carry_over?": int,
    "exemption?": {"kind": str, "days?": int},
    "report_within?": int,
    "keep_proof?": {"years": int, "after?": str},
}  # fmt: skip


def read_rules(data: bytes, key: str, framework: Framework, categories: Collection[str]) -> Rules:
    """The rules in a YAML file.

    Parameters
    ----------
    data : bytes
    key : str
        What the scheme is found by; also what the file is called in messages.
    framework : Framework
        Whose competencies the rules name, and in whose languages its texts are.
    categories : collection of str
        The categories of the log.

    Raises
    ------
    BadFile
        With every problem, each with its line: an unknown key or code, a number that cannot be meant, a text that
        lacks a language, a category that is taken twice, or rules that cannot hold together (hours carried over, or
        a cap for a period, where periods overlap).
    """
    document, places = read_yaml(decoded(data))
    found = places.problems + [places.problem(*problem) for problem in _problems(document, framework, categories)]
    if found:
        raise bad_file(tuple(sorted(found, key=lambda problem: problem.line or 0)), f"{key}.yaml")
    return _rules(document, key)


def _rules(document: dict[str, Any], key: str) -> Rules:
    period, minimum, needs = document["period"], document.get("minimum", {}), document.get("needs", {})
    exemption, keep = document.get("exemption", {}), document.get("keep_proof", {})
    return Rules(
        key=key,
        name=document["name"],
        description=document["description"],
        label=document["label"],
        kind=period["kind"],
        years=period["years"],
        rolling=period.get("rolling", False),
        minimum=minimum.get("period", 0) * QUARTERS,
        yearly=minimum.get("year", 0) * QUARTERS,
        categories=tuple(map(_category, document["categories"])),
        needs=needs.get("categories", 0),
        covers=tuple(needs.get("competencies", ())),
        named=needs.get("named", False),
        carry_over=document.get("carry_over", 0) * QUARTERS,
        exemption=exemption.get("kind", NONE),
        waived_from=exemption.get("days", 1),
        report_within=document.get("report_within", 0),
        keep_years=keep.get("years", 0),
        keep_after=keep.get("after", YEAR),
    )


def _category(entry: dict[str, Any]) -> Category:
    caps = {name: hours * QUARTERS for name, hours in entry.get("most", {}).items()}
    return Category(entry["code"], entry["name"], tuple(entry["takes"]), **caps)


def _problems(document: Any, framework: Framework, categories: Collection[str]) -> Iterator[Found]:
    if not isinstance(document, dict):
        yield (), N_("These are not the rules of a scheme. They should begin with the key name."), {}
        return
    wrong = list(shape_problems(document, _RULES, (), list(framework.languages)))
    yield from wrong
    if wrong:
        return
    yield from _choices(document)
    yield from _numbers(document, (), {"carry_over": HOURS_MOST, "report_within": DAYS_MOST})
    yield from _codes(document, framework, categories)
    yield from _together(document)


def _choices(document: dict[str, Any]) -> Iterator[Found]:
    for path, known in (
        (("period", "kind"), KINDS),
        (("exemption", "kind"), EXEMPTIONS),
        (("keep_proof", "after"), KEEPS),
    ):
        value = document.get(path[0], {}).get(path[1], known[0])
        if value not in known:
            template = N_("“{value}” cannot be chosen here. Choose one of: {known}.")
            yield path, template, {"value": value, "known": ", ".join(known)}


def _numbers(document: dict[str, Any], path: tuple[str | int, ...], most: dict[str, int]) -> Iterator[Found]:
    """See that every number can be meant."""
    parts = {
        "period": {"years": YEARS_MOST},
        "minimum": {"period": HOURS_MOST, "year": HOURS_MOST},
        "needs": {"categories": len(document.get("categories", ()))},
        "exemption": {"days": DAYS_MOST},
        "keep_proof": {"years": YEARS_MOST},
    }
    for part, limits in parts.items():
        yield from _within(document.get(part, {}), (part,), limits)
    yield from _within(document, path, most)
    for index, category in enumerate(document["categories"]):
        caps = category.get("most", {})
        yield from _within(caps, ("categories", index, "most"), dict.fromkeys(caps, HOURS_MOST))


def _within(values: dict[str, Any], path: tuple[str | int, ...], most: dict[str, int]) -> Iterator[Found]:
    for name, limit in most.items():
        least = 1 if name in ("years", "days") else 0
        if name in values and not least <= values[name] <= limit:
            template = N_("This should be a number from {least} to {most}, not {value}.")
            yield (*path, name), template, {"least": least, "most": limit, "value": shown(values[name])}


def _codes(document: dict[str, Any], framework: Framework, categories: Collection[str]) -> Iterator[Found]:
    codes: set[str] = set()
    taken: set[str] = set()
    for index, category in enumerate(document["categories"]):
        if category["code"] in codes:
            yield ("categories", index, "code"), N_("The code {code} is given twice."), {"code": category["code"]}
        codes.add(category["code"])
        for place, code in enumerate(category["takes"]):
            path = ("categories", index, "takes", place)
            if code not in categories:
                template = N_("“{value}” cannot be chosen here. Choose one of: {known}.")
                yield path, template, {"value": code, "known": ", ".join(categories)}
            elif code in taken:
                yield path, N_("Another category takes “{value}” already."), {"value": code}
            taken.add(code)
    for place, code in enumerate(document.get("needs", {}).get("competencies", ())):
        try:
            framework.competency(code)
        except UnknownCode as error:
            yield ("needs", "competencies", place), error.template, error.data


def _together(document: dict[str, Any]) -> Iterator[Found]:
    """See that the rules can hold together."""
    needs = document.get("needs", {})
    if needs.get("named") and not needs.get("competencies"):
        yield ("needs", "named"), N_("There are no competencies that an activity could name."), {}
    if not document["period"].get("rolling"):
        return
    template = N_("Periods that overlap cannot have this: an hour would count differently in each.")
    if document.get("carry_over"):
        yield ("carry_over",), template, {}
    for index, category in enumerate(document["categories"]):
        if "period" in category.get("most", {}):
            yield ("categories", index, "most", "period"), template, {}
