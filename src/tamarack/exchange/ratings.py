"""One person's ratings as files: CSV for `tamarack score`, XLSX to read, JSON for programs."""

import csv
import json
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.words import progress_sentence, says
from tamarack.core.formats.standing import scored
from tamarack.core.growth import next_step
from tamarack.core.wording import plain
from tamarack.exchange.sheets import Sheet, workbook
from tamarack.rubric.texts import say


def ratings_csv(answers: Answers) -> bytes:
    """The ratings file of the command line: a row a criterion, empty where unrated."""
    writer = csv.writer(stream := StringIO(newline=""))
    writer.writerow(["criterion", "rating"])
    writer.writerows([row.code, answers.of(row.code).counted or ""] for row in answers.framework.criteria)
    return stream.getvalue().encode()


def ratings_json(answers: Answers, dated: date, name: str = "") -> bytes:
    """What `tamarack score --json` tells, with the day, the name, the reasons and the notes."""
    notes = {code: answer.note for code, answer in answers.by_code.items() if answer.note}
    reasons = {code: answer.reason for code, answer in answers.by_code.items() if answer.reason}
    data = {"name": name, "dated": dated.isoformat(), **scored(answers.framework, answers.ratings)}
    return json.dumps({**data, "reasons": reasons, "notes": notes}, ensure_ascii=False, indent=1).encode() + b"\n"


def ratings_xlsx(answers: Answers) -> bytes:
    """Two sheets to read: every criterion with answer, example and next step; every competency with its standing."""
    sheets = (
        (gettext("Criteria"), (10, 30, 26, 50, 16, 60), _criteria(answers)),
        (gettext("Competencies"), (10, 34, 18, 18, 12, 12, 60), _competencies(answers)),
    )
    return workbook(
        [Sheet(name, list(zip(head, widths, strict=True)), rows) for name, widths, (head, *rows) in sheets],
        title=say(answers.framework.title),
    )


def _criteria(answers: Answers) -> list[list[Any]]:
    """A head and rows."""
    framework = answers.framework
    rows: list[list[Any]] = [[gettext("Code"), gettext("Criterion"), gettext("Your answer"), gettext("Your example"),
             gettext("Next step"), gettext("Descriptor")]]  # fmt: skip
    for row in framework.criteria:
        answer = answers.of(row.code)
        step = next_step(framework, row, answer.counted)
        level, text = (framework.level(step.level).name, row.descriptors[step.level]) if step else ({}, {})
        rows.append([row.code, say(row.name), says(framework, answer), answer.note, say(level), plain(say(text))])
    return rows


def _competencies(answers: Answers) -> list[list[Any]]:
    """A head and rows."""
    framework = answers.framework
    rows: list[list[Any]] = [[gettext("Code"), gettext("Competency"), gettext("Secure"), gettext("Typical"),
                              gettext("Met"), gettext("Applicable"), gettext("How far it is")]]  # fmt: skip
    for standing in answers.standing.competencies:
        levels = [_level(answers, code) if standing.applicable else gettext("Not applicable")
                  for code in (standing.secure, standing.typical)]  # fmt: skip
        name = say(framework.competency(standing.code).name)
        rows.append([standing.code, name, *levels, standing.met, standing.of, progress_sentence(answers, standing)])
    return rows


def _level(answers: Answers, code: str | None) -> str:
    return say(answers.framework.level(code).name) if code else gettext("Not yet")
