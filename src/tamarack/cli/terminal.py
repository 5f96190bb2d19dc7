"""What the commands share: reading files, choosing a rubric and a language, showing texts and errors."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from tamarack.core.errors import N_, BadFile, BadInput, TamarackError
from tamarack.core.framework import Framework

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

RubricOption = Annotated[
    str, typer.Option("--rubric", metavar="CODE|FILE", help="A rubric that Tamarack comes with, or a file.")
]
LanguageOption = Annotated[
    str, typer.Option("--lang", metavar="LANG", help="Language of the rubric's texts, such as en or fr.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON for programs, instead of tables for people.")]

_FRENCH = {
    "Version": "Version", "Levels": "Niveaux", "Code": "Code", "Competency": "Compétence", "Criteria": "Critères",
    "Descriptors": "Descripteurs", "Secure": "Atteint en entier", "Typical": "Habituel", "Met": "Atteints",
    "not yet": "pas encore", "not applicable": "sans objet", "Next steps": "Prochaines étapes", "All": "Ensemble",
    "Provisional. Criteria unrated:": "Provisoire. Critères sans réponse\u00a0:",
    "No next step": "Aucune prochaine étape", "Seeker": "Personne qui cherche", "Helper": "Personne aidante",
    "Fit": "Concordance", "Without a helper:": "Sans personne aidante\u00a0:",
}  # fmt: skip


def label(text: str, language: str) -> str:
    """A heading in the language of the rubric's texts; English where it isn't French."""
    return _FRENCH[text] if language.startswith("fr") else text


def read_bytes(path: str) -> bytes:
    """A file's content, or standard input for ``-``; no more of it than a reader could refuse."""
    from tamarack.core.formats import CASE_BYTES_MAX

    if path == "-":
        return sys.stdin.buffer.read(CASE_BYTES_MAX + 1)
    with open(path, "rb") as file:
        return file.read(CASE_BYTES_MAX + 1)


@contextmanager
def open_rows(path: str) -> Iterator[TextIO]:
    """A text that can be read twice; what comes through a pipe is kept in a temporary file."""
    with ExitStack() as stack:
        source = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
        if path == "-" or not source.seekable():
            spool = stack.enter_context(TemporaryFile())
            copyfileobj(source, spool)
            yield TextIOWrapper(spool, "utf-8", "surrogateescape", newline="")
        else:
            yield TextIOWrapper(source, "utf-8", "surrogateescape", newline="")


def read_bundled(folder: str, name: str) -> bytes | None:
    """A YAML file that Tamarack comes with, by its name without ending; nothing where there is none such."""
    bundled = files("tamarack").joinpath(folder, f"{name}.yaml")
    return bundled.read_bytes() if re.fullmatch(r"[a-z0-9_-]+", name) and bundled.is_file() else None


def load_rubric(rubric: str) -> Framework:
    """The framework with this code, if Tamarack comes with it, else the one in this file."""
    from tamarack.core.formats import load_framework

    if bundled := read_bundled("data", rubric):
        return load_framework(bundled, rubric)
    if rubric != "-" and not Path(rubric).exists():
        raise BadInput(
            N_("There is no rubric “{rubric}”: no file, and none that Tamarack comes with (cacee, example)."),
            rubric=rubric,
        )
    return load_framework(read_bytes(rubric), rubric)


def check_language(framework: Framework, language: str) -> str:
    """The language, if the rubric has it."""
    if language in framework.languages:
        return language
    template = N_("{framework} has no texts in “{language}”. It has {known}.")
    raise BadInput(template, framework=framework.code, language=language, known=", ".join(framework.languages))


def say_json(value: Any) -> None:
    """One line of JSON, always in UTF-8."""
    typer.echo(json.dumps(value, ensure_ascii=False).encode())


def console() -> "Console":
    """Where tables go: texts are shown as they are, whatever marks they contain."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def styled(text: str) -> "Text":
    """A rubric's text with its bold passages."""
    from rich.text import Text

    from tamarack.core.wording import runs

    return Text.assemble(*((run.text, "bold" if run.bold else "") for run in runs(text)))


def printable(line: str) -> str:
    """A line without what could steer a terminal."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in line)


def complain(error: TamarackError) -> None:
    """Tell an error on standard error: one line, or a line for each problem."""
    problems = error.problems if isinstance(error, BadFile) else ()
    for line in map(str, problems or (error,)):
        typer.echo(printable(line), err=True)
