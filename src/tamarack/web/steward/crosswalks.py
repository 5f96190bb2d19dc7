"""How a rubric relates to others, for its stewards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from tamarack.core.crosswalk import Relation
from tamarack.core.errors import BadFile
from tamarack.core.formats.crosswalk_file import read_crosswalk, write_crosswalk
from tamarack.core.framework import Framework
from tamarack.rubric.models import Framework as Stored
from tamarack.rubric.queries import current, current_version
from tamarack.rubric.texts import say
from tamarack.stewardship.actions import crosswalks as actions
from tamarack.stewardship.models import Crosswalk, CrosswalkRow
from tamarack.stewardship.queries import crosswalks as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.once import once
from tamarack.web.refused import refused
from tamarack.web.steward.crosswalk_forms import BeginForm, RelationForm, RelationsFileForm
from tamarack.web.steward.place import framework_context


@signed_in
@once
def crosswalks(request: PersonRequest, code: str) -> HttpResponse:
    """The crosswalks of a rubric, and a form to begin one."""
    context = framework_context(request.user, code, "crosswalks")
    stored = context["stewarded"]
    found = [_other(row, stored).code for row in queries.crosswalks_of(stored)]
    known = current()
    form = BeginForm(request.POST or None, others=[
        (other, say(entry.framework.title)) for other, entry in known.items() if other not in [stored.code, *found]
    ])  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refused(form):
            other = Stored.objects.get(code=form.cleaned_data["other"])
            actions.begin_crosswalk(request.user, stored, other)
            return redirect("steward_crosswalk", code, other.code)
    relations = queries.relations_of(code)
    rows = [(other, known[other].framework.title, len(relations.get(other, ()))) for other in found if other in known]
    published = code in known
    return render(request, "steward/crosswalks.html", {**context, "form": form, "rows": rows, "published": published})


@signed_in
@once
def crosswalk(request: PersonRequest, code: str, other: str) -> HttpResponse:
    """One crosswalk: what it says, and forms to say more, to take something away, and to take a file."""
    context = framework_context(request.user, code, "crosswalks")
    found = queries.find_crosswalk(context["stewarded"], other)
    mine, theirs = current_version(code).framework, current_version(other).framework
    do = request.POST.get("do", "")
    form = RelationForm(request.POST if do == "relate" else None, mine=mine, theirs=theirs)
    file_form = RelationsFileForm(*((request.POST, request.FILES) if do == "take" else ()))
    problems: list[tuple[str, str]] = []
    if do == "relate" and form.is_valid():
        with refused(form):
            actions.relate(request.user, found, queries.directed(form.relation, found, code))
            return redirect("steward_crosswalk", code, other)
    if do == "unrelate":
        pair = Relation(request.POST.get("mine", ""), "related", request.POST.get("theirs", ""))
        directed = queries.directed(pair, found, code)
        actions.unrelate(request.user, found, directed.left, directed.right)
        return redirect("steward_crosswalk", code, other)
    if do == "take" and file_form.is_valid():
        try:
            taken = read_crosswalk(file_form.cleaned_data["file"].read(), mine, theirs)
        except BadFile as error:
            problems = [(str(problem.line or ""), problem.translated(gettext)) for problem in error.problems]
        else:
            actions.take_relations(request.user, found, [queries.directed(relation, found, code) for relation in taken])
            sentence = ngettext("{count} relation taken.", "{count} relations taken.", len(taken))
            messages.success(request, sentence.format(count=len(taken)))
            return redirect("steward_crosswalk", code, other)
    context |= {"other": theirs, "mine": mine, "form": form, "file_form": file_form, "problems": problems}
    context["rows"] = _rows(found, mine, theirs)
    return render(request, "steward/crosswalk.html", context, status=422 if problems else 200)


@signed_in
def download(request: PersonRequest, code: str, other: str) -> HttpResponse:
    """A crosswalk as CSV, from this rubric to the other."""
    context = framework_context(request.user, code, "crosswalks")
    found = queries.find_crosswalk(context["stewarded"], other)
    relations = [queries.directed(row.relation, found, code) for row in queries.rows_of(found)]
    return attachment(write_crosswalk(code, other, relations).encode(), f"{code}-{other}.csv")


def _other(crosswalk: Crosswalk, stored: Stored) -> Stored:
    return crosswalk.right if crosswalk.left == stored else crosswalk.left


def _rows(found: Crosswalk, mine: Framework, theirs: Framework) -> list[dict[str, Any]]:
    """What a crosswalk says, from this rubric; with the criteria as they are called now, where they still are."""
    here = {row.code: (place, row) for place, row in enumerate(mine.criteria)}
    there = {row.code: row for row in theirs.criteria}
    rows = []
    for row in queries.rows_of(found):
        said = queries.directed(row.relation, found, mine.code)
        place, criterion = here.get(said.left, (len(here), None))
        rows.append({"said": said, "kind": CrosswalkRow.Kind(said.kind).label, "criterion": criterion, "place": place,
                     "other": there.get(said.right), "row": row})  # fmt: skip
    return sorted(rows, key=lambda entry: (entry["place"], entry["said"].right))
