"""Inside the portal, for F36: texts made for spreadsheets stand in the records; every export is read again."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from config.loading import load_apps

load_apps()

from django.core.management import call_command  # noqa: E402 (the apps are loaded above)
from django.db.models import Value  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import load_workbook  # noqa: E402
from openpyxl.utils.escape import unescape  # noqa: E402

from benchmarks.formulas import FORMULAS  # noqa: E402
from benchmarks.periods import period_of  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.definitions.serialization import content_hash  # noqa: E402
from portal.records.exports import cells, operations  # noqa: E402
from portal.records.exports.writing import list_csv_parts, write_csv, write_xlsx  # noqa: E402
from portal.records.jobs.running import load_jobs  # noqa: E402
from portal.records.models import (  # noqa: E402
    Application,
    AuditEvent,
    BackgroundCheck,
    CredentialTypeTerms,
    Decision,
    Document,
    EndorsementTerms,
    Experience,
    FeeTerms,
    Membership,
    NameRuleTerms,
    OrganizationTerms,
    PassingScore,
    Person,
    Qualification,
    ReferenceChange,
    RetentionTerms,
    TestResult,
    Training,
)
from portal.users.models import User  # noqa: E402

PEOPLE = 400
LISTED: dict[str, tuple[Any, str]] = {
    "records.qualification": (Qualification, "field_of_study"),
    "records.testresult": (TestResult, "provider"),
    "records.experience": (Experience, "position"),
    "records.training": (Training, "course"),
    "records.backgroundcheck": (BackgroundCheck, "kind"),
    "records.membership": (Membership, "position"),
    "records.document": (Document, "original_name"),
    "records.credentialtypeterms": (CredentialTypeTerms, "title"),
    "records.endorsementterms": (EndorsementTerms, "title"),
    "records.passingscore": (PassingScore, "title"),
    "records.organizationterms": (OrganizationTerms, "name"),
    "records.feeterms": (FeeTerms, "title"),
    "records.nameruleterms": (NameRuleTerms, "title"),
    "records.retentionterms": (RetentionTerms, "title"),
    "records.referencechange": (ReferenceChange, "reason"),
}
"""The lists whose texts are one column of the table that they show."""
RISKY = re.compile(r"[\t\r\n\v\f]|[\s\u00a0\ufeff]*[=+\-@|%＝＋－＠]")


def prepare() -> dict[str, int]:
    """Invent people, and write the texts into whatever an export shows of them; return how many exports there are."""
    load_jobs()
    call_command("seed_demo", people=PEOPLE, verbosity=0)
    for person, formula in zip(Person.objects.order_by("pk"), FORMULAS, strict=False):
        person.first_name = person.middle_name = person.last_name = person.address_line = formula
        person.save()
    for application, formula in zip(_submitted(), FORMULAS, strict=False):
        snapshot: Any = application.snapshot
        for answers in snapshot["answers"].values():
            answers.update(
                {name: formula for name, value in answers.items() if isinstance(value, str)}
            )
        application.snapshot_hash = content_hash(snapshot)
        application.save()
    for number, formula in enumerate(FORMULAS):  # a type has no more than forty letters
        AuditEvent.objects.create(
            happened_at=timezone.now(),
            action="export.tried",
            record_type=formula[:40],
            record_id=str(number),
        )
    undecided = Application.objects.filter(decision=None).order_by("pk")
    for application, formula in zip(undecided, FORMULAS, strict=False):
        Decision.objects.create(
            application=application,
            outcome=Decision.Outcome.DENIED,
            reason=formula,
            decided_by=User.objects.get(email="specialist@example.org"),
            decided_at=timezone.now(),
        )
    Membership.objects.filter(role=Membership.Role.STAFF).update(
        organization=_officer().organization
    )
    _write_lists()
    return {"exports": len(operations.EXPORTS), "texts": len(FORMULAS)}


def _write_lists() -> None:
    """Write the texts into the lists of evidence and of reference rows, as many as a list has rows."""
    person, account = Person.objects.order_by("pk")[0], User.objects.get(email="admin@example.org")
    for number, formula in enumerate(FORMULAS):
        Document.objects.create(
            person=person,
            kind="diploma",
            original_name=formula,
            stored_name=str(number),
            media_type="text/plain",
            size=1,
            sha256=f"{number:064}",
            received_at=timezone.now(),
        )
        ReferenceChange.objects.create(
            table="endorsements",
            key=str(number),
            line={},
            reason=formula,
            proposed_by=account,
            proposed_at=timezone.now(),
        )
    for model, column in LISTED.values():
        longest = model._meta.get_field(column).max_length
        keys = _known(model).order_by("pk").values_list("pk", flat=True)
        for key, formula in zip(keys, FORMULAS, strict=False):
            model._default_manager.filter(pk=key).update(**{column: formula[:longest]})


def _known(model: Any) -> Any:
    """Return the rows that a list shows: of reference rows, what is known now."""
    rows = model._default_manager.all()
    return rows.known() if hasattr(rows, "known") else rows


def _submitted() -> list[Application]:
    return list(Application.objects.exclude(snapshot=None).order_by("pk")[: len(FORMULAS)])


def _officer() -> Membership:
    return Membership.objects.get(role=Membership.Role.OFFICER)


def judge(file_format: str) -> dict[str, int]:
    """Write every export in a format; return how many cells are formulas, and how many texts came back as stored."""
    told = {"cells": 0, "formulas": 0, "texts": 0, "lost": 0}
    for key in operations.EXPORTS:
        _judge_export(key, file_format, told)
    return told


def _judge_export(key: str, file_format: str, told: dict[str, int]) -> None:
    account = User.objects.get(email="admin@example.org")
    if key == "roster":
        account = User.objects.get(person=_officer().person)
    table = operations.find_export(key, account).build(account, _list_parameters(key))
    rows = _read(table, file_format)
    found = {cells.restore_text(cell) for row in rows for cell in row}
    wanted = _list_texts(key)
    told["cells"] += sum(map(len, rows))
    told["formulas"] += sum(_is_formula(cell, file_format) for row in rows for cell in row)
    told["texts"] += len(wanted)
    told["lost"] += len(wanted - found)


def _list_parameters(key: str) -> dict[str, str]:
    """Return what a file asks for before it is made."""
    if key == "queue":
        return {"stage": "closed", "service": "certification.renew_professional"}
    return period_of(key)


def _list_texts(key: str) -> set[str]:
    """Return the texts that an export of this kind must give back."""
    if key in {"records.person", "roster"}:
        staff = Person.objects.filter(memberships__role=Membership.Role.STAFF)
        people = staff if key == "roster" else Person.objects.all()
        return set(people.values_list("last_name", flat=True)) & set(FORMULAS)
    if key == "records.decision":
        return set(Decision.objects.values_list("reason", flat=True)) & set(FORMULAS)
    if key == "records.auditevent":
        return set(AuditEvent.objects.values_list("record_type", flat=True)) & set(FORMULAS)
    if key in LISTED:
        model, column = LISTED[key]
        return set(_known(model).values_list(column, flat=True)) & set(FORMULAS)
    if key == "queue":
        closed = Application.objects.filter(stage=Application.Stage.CLOSED)
        answers = closed.values_list("snapshot__answers__contact__last_name", flat=True)
        return set(answers) & set(FORMULAS)
    return set()


def _read(table: Any, file_format: str) -> list[list[str]]:
    file = io.BytesIO()
    if file_format == "xlsx":
        write_xlsx(table, file, lambda _done: None)
        file.seek(0)
        sheets = load_workbook(file).worksheets
        return [
            [_cell_text(cell) for cell in row]
            for sheet in sheets
            for row in sheet.iter_rows(min_row=2)
        ]
    if file_format == "csv":
        write_csv(table, file, lambda _done: None)
        text = file.getvalue().decode("utf-8-sig")
    else:
        text = b"".join(list_csv_parts(table)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def _cell_text(cell: Any) -> str:
    if cell.data_type == "f":
        return f"=formula {cell.value}"
    return unescape(cell.value) if isinstance(cell.value, str) else str(cell.value or "")


def _is_formula(cell: str, file_format: str) -> bool:
    """Tell whether a spreadsheet would reckon: in XLSX by the type of the cell, in CSV by how its text begins."""
    if file_format == "xlsx":
        return cell.startswith("=formula ")
    return bool(RISKY.match(cell)) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


def compare() -> int:
    """Return for how many texts the guard in SQL differs from the one in Python."""
    rows = Person.objects.order_by("pk")[:1]
    return sum(
        rows.annotate(inert=cells.inert_text(Value(text))).values_list("inert", flat=True)[0]
        != cells.make_inert(text)
        for text in FORMULAS
    )


def count_unguarded() -> int:
    """Return how many of the texts a spreadsheet would take for a formula as they are."""
    return sum(_is_formula(text, "csv") for text in FORMULAS)


if __name__ == "__main__":
    answer_requests(
        {
            "prepare": prepare,
            "judge": judge,
            "compare": compare,
            "count_unguarded": count_unguarded,
        }
    )
