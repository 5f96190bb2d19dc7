"""YAML, with the line of every value. Safe: it makes mappings, lists, texts, numbers, and nothing else."""

from io import StringIO
from typing import Any

from tamarack.core.errors import N_, BadFile
from tamarack.core.validation import Path, Places, Problem, written

_PREFIX = "tag:yaml.org,2002:"
DEPTH_MOST = 40
"""How deeply a file may be nested: each token costs as much as it is deep, and no file of ours has more than eight."""

COST_MOST = 400_000
"""Characters, where each mark that may begin or end something costs as much as thirty others: four times the CACEE
Competencies in two languages, and less than a second."""
MARKS, MARK_COST = "-:?,[]{}\n", 30


def read_yaml(text: str) -> tuple[Any, Places]:
    """The document in a YAML text, and its places. Keys are always texts; comments are not data.

    Raises
    ------
    BadFile
        If it is not YAML, has several documents, is nested without measure, or is too long.
    """
    if len(text) + MARK_COST * sum(map(text.count, MARKS)) > COST_MOST:
        problem = Problem(N_("This is too long for YAML, which is slow to read. As JSON it can be longer."))
        raise BadFile(N_("This file cannot be read."), (problem,))
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import MaxDepthExceededError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    places = Places()
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.max_depth = DEPTH_MOST
        yaml.composer.warn_double_anchors = False
        node = yaml.compose(StringIO(text))
        return (None if node is None else _value(node, (), places, set())), places
    except MaxDepthExceededError:
        problem = Problem(N_("This is nested too deeply."))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(filter(None, [error.context, error.problem]))
        line = mark.line + 1 if mark else None
        problem = Problem(N_("This is not YAML: {what}."), {"what": what}, line=line)
    except RecursionError:
        problem = Problem(N_("This is nested too deeply."))
    except (YAMLError, ValueError, OverflowError) as error:
        what = " ".join(str(error).split()[:20])
        problem = Problem(N_("This is not YAML: {what}."), {"what": what})
    raise BadFile(N_("This file cannot be read."), (problem,))


def write_yaml(document: Any) -> str:
    """A document as YAML: block style, order kept, a text a line."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 1_000_000
    yaml.representer.ignore_aliases = lambda _: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(document, stream := StringIO())
    return stream.getvalue()


def _value(node: Any, path: Path, places: Places, seen: set[int]) -> Any:
    places.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in seen:  # an alias: text that isn't written out could grow without measure
        template = N_("Aliases (*name) are not taken. Write the value out.")
        places.problems.append(places.problem(path, template, {}))
        return None
    seen.add(id(node))
    if node.id == "sequence":
        return [_value(entry, (*path, index), places, seen) for index, entry in enumerate(node.value)]
    if node.id == "mapping":
        return _mapping(node, path, places, seen)
    return _scalar(node, path, places)


def _mapping(node: Any, path: Path, places: Places, seen: set[int]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, entry in node.value:
        line = key.start_mark.line + 1
        name = key.value
        if not isinstance(name, str):
            places.problems.append(Problem(N_("A key should be a text."), line=line))
        elif name in mapping:
            template = N_("The key “{key}” is given twice.")
            places.problems.append(Problem(template, {"key": name}, written((*path, name)), line))
        else:
            places.lines[*path, name] = line
            mapping[name] = _value(entry, (*path, name), places, seen)
    return mapping


def _scalar(node: Any, path: Path, places: Places) -> Any:
    kind, text = str(node.tag).removeprefix(_PREFIX), str(node.value)
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
    places.problems.append(places.problem(path, N_("The tag {tag} is not taken."), {"tag": kind}))
    return text
