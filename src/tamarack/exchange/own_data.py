"""All that is someone's own, in open formats, as one archive to take along."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of_all, own_assessments, saved_times
from tamarack.common.packed import as_json
from tamarack.exchange.own_campaigns import campaign_document
from tamarack.exchange.own_credentials import credential_documents, credential_files
from tamarack.exchange.own_feedback import feedback_document
from tamarack.exchange.own_log import own_log
from tamarack.exchange.own_pages import index, pages
from tamarack.exchange.own_places import place_rows, places_documents
from tamarack.exchange.own_plan import plan_documents, plan_tables
from tamarack.exchange.own_portfolio import portfolio_documents, spooled, write_file, write_files
from tamarack.exchange.own_programs import program_documents
from tamarack.exchange.own_reviews import review_documents
from tamarack.exchange.own_stewardship import stewardship_documents
from tamarack.exchange.own_together import together_documents
from tamarack.exchange.ratings import ratings_csv
from tamarack.exchange.record.writing import NAME, record
from tamarack.insight.queries import counted_in
from tamarack.people.models import Person
from tamarack.people.privacy_notice import notices_read
from tamarack.people.queries.accounts import addresses, former_addresses
from tamarack.people.queries.signing import signing_document
from tamarack.portfolio.queries.evidence import all_files


def own_data(person: Person) -> IO[bytes]:
    """A ZIP archive: the account, every assessment with its answers and notes, each one's ratings as CSV, the plan,
    the portfolio with its files."""
    stream = spooled()
    found = own_assessments(person)
    assessments = list(zip(found, answers_of_all(found), strict=True))
    times = saved_times(person)
    log = own_log(person)
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(gettext("READ ME.txt"), _read_me())
        archive.writestr(NAME, as_json(record(person)))
        for name, content in pages(person, assessments).items():
            archive.writestr(name, content)
        archive.writestr("account.json", _json(_account(person)))
        archive.writestr("signing-in.json", _json(signing_document(person)))
        archive.writestr("assessments.json", _json([_assessment(row, answers, times) for row, answers in assessments]))
        for row, answers in assessments:
            archive.writestr(f"ratings/{row.dated.isoformat()}-{row.pk}.csv", ratings_csv(answers))
        archive.writestr("campaigns.json", _json(campaign_document(person)))
        archive.writestr("feedback.json", _json(feedback_document(person)))
        archive.writestr("counted.json", _json(counted_in(person)))
        for name, document in {**plan_documents(person), **log.documents, **credential_documents(person)}.items():
            archive.writestr(name, _json(document))
        for name, content in {**plan_tables(person), **log.tables, **credential_files(person)}.items():
            archive.writestr(name, content)
        for name, document in {
            **portfolio_documents(person),
            **review_documents(person),
            **together_documents(person),
            **places_documents(person),
            **stewardship_documents(person),
            **program_documents(person),
        }.items():
            archive.writestr(name, _json(document))
        write_files(archive, all_files(person))
        for path, file in log.proofs:
            write_file(archive, path, file)
        archive.writestr("index.html", index(person, archive.namelist()))
    stream.seek(0)
    return stream


def _read_me() -> str:
    lines = [
        gettext("This is everything that is kept of you in Tamarack."),
        gettext(
            "index.html: all of it, to be opened in a browser. profile, plan and log: the same as PDF, to be read."
        ),
        gettext("record.json: what another Tamarack needs to take you in, with all that is yours."),
        gettext("account.json: your account, and the organisations and teams you are in."),
        gettext("signing-in.json: how you sign in, where and when you did, without what opens the account."),
        gettext("grants.json: where your answers may be counted. access-log.json: who saw or changed what of yours."),
        gettext("assessments.json: every assessment with its answers, reasons and examples, drafts too."),
        gettext("ratings: the same ratings as CSV, a file an assessment, for spreadsheets and for “tamarack score”."),
        gettext("campaigns.json: campaigns that you were asked in, mail you muted, and answers that wait for you."),
        gettext("feedback.json: your requests for feedback, whom you asked, and what their results show."),
        gettext("counted.json: in which figures your assessments were counted, of which organisation and period."),
        gettext("goals.json: every goal with its history. actions.json: every action; “goal” is the goal’s “id”."),
        gettext("check-ins.json: your journal. rhythm.json: when you check in, and whether reminders come."),
        gettext("role-profiles.json: the role profiles that you made."),
        gettext("role-profiles: the same as YAML, a file a role profile, for “tamarack score --profile”."),
        gettext("resources.json: your resources. resources.csv: the same for spreadsheets."),
        gettext("log.json: your professional development log. log.csv: the same for spreadsheets. proofs: its proofs."),
        gettext("schemes.json: the schemes that you follow, since when, and your exemptions."),
        gettext("evidence.json: your portfolio, with what it supports, its impact and who confirmed it."),
        gettext("reviews.json: the reviews of your assessments, with what was said, agreed and looked at."),
        gettext("reviews-given.json: what you said in reviews of other people’s assessments."),
        gettext("events.json: learning events that you signed up for, and what you planned and prepared for teams."),
        gettext("helping.json: what help you offer and seek, and who was proposed to you."),
        gettext("stewardship.json: the rubrics that you keep, and what you did for rubrics."),
        gettext("drafts.json: what you wrote, said and reviewed in drafts of rubrics."),
        gettext("proposals.json, consultations.json: what you proposed, supported, said and answered about rubrics."),
        gettext("tokens.json, webhooks.json: the API tokens and webhooks that you made, without their secrets."),
        gettext("showcases.json: the pages that you composed. files: every file of your portfolio."),
        gettext(
            "credentials.json: what you asked issuers for, and the credentials that you hold. credentials: each as it "
            "was signed."
        ),
    ]
    return "\r\n".join(lines) + "\r\n"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"


def _account(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "addresses": addresses(person),
        "former_addresses": former_addresses(person),
        "language": person.language,
        "colours": person.scheme or "system",
        "joined": person.date_joined,
        "last_signed_in": person.last_login,
        "privacy_notices_read": notices_read(person),
        "organisations": place_rows(person),
    }  # fmt: skip


def _assessment(row: Assessment, answers: Answers, times: Mapping[tuple[int, str], datetime]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "framework": answers.framework.code,
        "version": answers.framework.version,
        "name": row.name,
        "as_of": row.as_of,
        "first": row.first,
        "role": row.role,
        "started": row.started_at,
        "saved": row.saved_at,
        "submitted": row.submitted_at,
        "answers": {
            code: {**answer._asdict(), "saved": times[row.pk, code]} for code, answer in sorted(answers.by_code.items())
        },
    }
