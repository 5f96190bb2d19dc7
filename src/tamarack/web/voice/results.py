"""What came of a consultation: for stewards once it is over, for everyone once they publish it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.exchange.consultation import by_whom, consultation_csv, consultation_xlsx, entries
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.results import ORGANISATIONS, PEOPLE
from tamarack.web.assess.files import attachment
from tamarack.web.voice.place import reader_of, rubric_context

MAKERS = {"csv": consultation_csv, "xlsx": consultation_xlsx}


def results(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The report, to read and to print."""
    context = rubric_context(request, code, "consultations")
    found = queries.told_consultation(reader_of(request), code, pk)
    unquoted = queries.quotes(found, quote=False) if context["keeps"] else {}
    more = {
        "consultation": found,
        "draft": found.draft,
        "people": queries.told_of(found, PEOPLE)[0],
        "organisations": queries.told_of(found, ORGANISATIONS)[0],
        "entries": [
            (entry, [(quote["text"], by_whom(quote)) for quote in entry.quotes],
             [quote["text"] for quote in unquoted.get(entry.code, [])])
            for entry in entries(found)
        ],
    }  # fmt: skip
    return render(request, "voice/results.html", context | more)


def file(request: HttpRequest, code: str, pk: int, name: str) -> HttpResponse:
    """The report as a file.

    Raises
    ------
    UnknownCode
        If there is no such kind of file.
    """
    found = queries.told_consultation(reader_of(request), code, pk)
    kind = name.rpartition(".")[2]
    if kind not in MAKERS:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    return attachment(MAKERS[kind](found), f"consultation-{code}-{found.draft.number}.{kind}")
