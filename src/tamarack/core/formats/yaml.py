"""YAML, with the line of every value. Safe: it makes mappings, lists, texts, numbers, and nothing else."""

from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

from tamarack.core.errors import N_, BadFile
from tamarack.core.formats.outline import refuse
from tamarack.core.validation import DEPTH_MOST, Path, Places, Problem, written

_PREFIX = "tag:yaml.org,2002:"
EVENTS_MOST = 30_000
"""Values, and the ends of lists and mappings: three times those of the largest real framework that was tried, and less
than a second."""


def read_yaml(text: str) -> tuple[Any, Places]:
    """The document in a YAML text, and its places. Keys are always texts; comments are not data.

    Raises
    ------
    BadFile
        If it is not YAML, has several documents, is nested without measure, or is too long.
    """
    from yaml import MarkedYAMLError, YAMLError

    try:
        return _Reader(text).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(filter(None, [error.context, error.problem]))
        last = text.rstrip().count("\n")  # an end that is missed stands below the last line
        raise _not_yaml(what, min(mark.line, last) + 1 if mark else None) from None
    except (YAMLError, ValueError) as error:
        raise _not_yaml(" ".join(str(error).split()[:20])) from None


def write_yaml(document: Any) -> str:
    """A document as YAML: block style, order kept, a text a line."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 1_000_000
    yaml.representer.ignore_aliases = lambda _: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(document, stream := StringIO())
    return stream.getvalue()


def _not_yaml(what: str, line: int | None = None) -> BadFile:
    problem = Problem(N_("This is not YAML: {what}."), {"what": what}, line=line)
    return BadFile(N_("This file cannot be read."), (problem,))


class _Reader:
    """Makes values of what a parser tells, one after the other, and stops at what is too deep or too long.

    The parser's own tree is made by recursion in C: a file that is deep enough would end the process.
    """

    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML
        from yaml import CSafeLoader, parse

        self.resolver = YAML(typ="safe", pure=True).resolver
        self.events = _counted(parse(text, Loader=CSafeLoader))
        self.places = Places()

    def document(self) -> tuple[Any, Places]:
        starts = (event for event in self.events if _kind(event) == "DocumentStart")
        value = self.value(next(self.events), ()) if next(starts, None) else None
        if second := next(starts, None):
            raise _not_yaml("a second document begins", _line(second))
        return value, self.places

    def value(self, event: Any, path: Path, depth: int = 1) -> Any:
        if depth > DEPTH_MOST:
            raise refuse(N_("This is nested too deeply."))
        self.places.lines.setdefault(path, _line(event))
        match _kind(event):
            case "SequenceStart":
                within = enumerate(self.until("SequenceEnd"))
                return [self.value(entry, (*path, index), depth + 1) for index, entry in within]
            case "MappingStart":
                return self.mapping(path, depth + 1)
            case "Alias":  # text that isn't written out could grow without measure
                self.note(path, N_("Aliases (*name) are not taken. Write the value out."), {})
                return None
        return self.scalar(event, path)

    def until(self, end: str) -> Iterator[Any]:
        for event in self.events:
            if _kind(event) == end:
                return
            yield event

    def mapping(self, path: Path, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key in self.until("MappingEnd"):
            name, line = getattr(key, "value", None), _line(key)
            if name is None:
                self.places.problems.append(Problem(N_("A key should be a text."), line=line))
                self.skip(key, depth)
            elif name in mapping:
                template = N_("The key “{key}” is given twice.")
                self.places.problems.append(Problem(template, {"key": name}, written((*path, name)), line))
            else:
                self.places.lines[*path, name] = line
                mapping[name] = self.value(next(self.events), (*path, name), depth)
                continue
            self.skip(next(self.events), depth)
        return mapping

    def skip(self, event: Any, depth: int) -> None:
        """Pass by a value that has no place."""
        places, self.places = self.places, Places()
        self.value(event, (), depth)
        self.places = places

    def scalar(self, event: Any, path: Path) -> Any:
        from ruamel.yaml.nodes import ScalarNode

        tag = event.tag
        if tag in (None, "!"):
            tag = self.resolver.resolve(ScalarNode, event.value, event.implicit)
        kind, text = str(tag).removeprefix(_PREFIX), str(event.value)
        try:
            match kind:
                case "str" | "timestamp":
                    return text
                case "int":
                    return int(text)
                case "float":
                    return float(text.replace(".inf", "inf").replace(".nan", "nan"))
                case "bool":
                    return text.lower() == "true"
                case "null":
                    return None
        except ValueError:
            return text
        self.note(path, N_("The tag {tag} is not taken."), {"tag": kind})
        return text

    def note(self, path: Path, template: str, values: dict[str, Any]) -> None:
        self.places.problems.append(self.places.problem(path, template, values))


def _counted(events: Iterator[Any]) -> Iterator[Any]:
    yield from islice(events, EVENTS_MOST)
    if next(events, None):
        raise refuse(N_("This is too long for YAML, which is slow to read. As JSON it can be longer."))


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
