"""Looks whether the records agree with one another where no constraint of the database can see to it.

Checks of plugins come last. It reads and reports. The audit trail has a verification of its own
(portal.records.audit.verifying).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, IntegrityError, connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.definitions.attesting import find_altered
from portal.definitions.compiled import get_compiled
from portal.definitions.serialization import DefinitionFormatError, content_hash
from portal.lifecycle.plugin_checks import CheckNotMadeError, list_plugin_checks
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.credentials.models import Credential, CredentialEvent
from portal.records.documents.consistency import check_documents
from portal.records.documents.models import Document
from portal.records.jobs.consistency import check_jobs
from portal.records.ledger.consistency import check_ledger
from portal.records.ledger.models import ChargeLine
from portal.records.people.models import FormerName, Person
from portal.records.people.names import fold_name
from portal.records.retention.models import Erasure
from portal.records.wizards.models import WizardVersion

__all__ = ["CHECKS", "DOCUMENTS", "JOBS", "RecordFault", "UnmadeCheck", "check_integrity"]

ROWS_AT_ONCE = 2_000
DOCUMENTS, JOBS = "documents", "jobs"


@dataclass(frozen=True, slots=True)
class RecordFault:
    """What does not agree, by the check that found it, and in which record."""

    check: str
    record: str
    detail: str

    def __str__(self) -> str:
        return f"{self.check}: {self.record}: {self.detail}"


@dataclass(frozen=True, slots=True)
class UnmadeCheck:
    """A check that could not be made, a plugin's or one of files: nobody knows whether its records agree."""

    check: str
    reason: str

    def __str__(self) -> str:
        return f"{self.check}: not made: {self.reason}"


def check_integrity(
    *, at: datetime, every_file: bool = False
) -> Iterator[RecordFault | UnmadeCheck]:
    """Yield every fault, check by check; rows are read in batches, so memory stays flat.

    Of the files of documents a sample is read, or every one where that is asked for.
    """
    for name, check in CHECKS.items():
        for record, detail in check():
            yield RecordFault(name, record, detail)
    yield from _of_files(DOCUMENTS, check_documents(at=at, every_file=every_file))
    yield from _of_files(JOBS, check_jobs(at=at))
    for name, make in list_plugin_checks().items():
        try:
            found = make()
        except CheckNotMadeError as error:
            yield UnmadeCheck(name, str(error))
        else:
            yield from (RecordFault(name, record, detail) for record, detail in found)


def _of_files(name: str, found: Iterator[tuple[str, str]]) -> Iterator[RecordFault | UnmadeCheck]:
    """Yield the faults of a check that reads the private store, and that it was not made where the store fails."""
    try:
        for record, detail in found:
            yield RecordFault(name, record, detail)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - the store may be any service
        yield UnmadeCheck(name, f"the private store: {type(error).__name__}: {error}")


def check_references() -> Iterator[tuple[str, str]]:
    """Look for rows that refer to rows which are gone: SQLite can be told not to mind."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield "the database", str(error)


def check_submissions() -> Iterator[tuple[str, str]]:
    """Compare what was attested with the digest taken when it was submitted."""
    submitted = Application.objects.exclude(submitted_at=None)
    for row in _read(submitted.values("reference", "snapshot", "snapshot_hash")):
        if row["snapshot"] is None or content_hash(row["snapshot"]) != row["snapshot_hash"]:
            yield row["reference"], "the answers are not those that were submitted"


def check_declarations() -> Iterator[tuple[str, str]]:
    """Compare the words that were accepted and signed with those that the version has."""
    submitted = Application.objects.filter(snapshot__has_key="attested")
    rows = submitted.values("reference", "snapshot__attested", "version", "version__content_hash")
    for row in _read(rows):
        try:
            spec = get_compiled(row["version"], row["version__content_hash"]).spec
        except DefinitionFormatError:  # told by another check
            continue
        for each in find_altered(spec, row["snapshot__attested"]):
            place = ".".join(filter(None, (each["step"], each["question"])))
            yield row["reference"], f"{place}: its words are not those that were accepted"


def check_charges() -> Iterator[tuple[str, str]]:
    """Compare the lines that an application is charged with the fee that was attested."""
    own = ChargeLine.objects.filter(application=OuterRef("pk")).order_by().values("application")
    charged = Coalesce(Subquery(own.annotate(sum=Sum("cents")).values("sum")), 0)
    costing = Q(snapshot__fees__total_cents__gt=0) | Exists(own)
    rows = Application.objects.filter(costing).annotate(charged=charged)
    for row in _read(rows.values("reference", "snapshot", "charged")):
        attested = ((row["snapshot"] or {}).get("fees") or {}).get("total_cents", 0)
        if row["charged"] != attested:
            yield str(row["reference"]), f"charged {row['charged']} cents, attested {attested}"


def check_decisions() -> Iterator[tuple[str, str]]:
    """See that what is decided is closed."""
    open_ones = Decision.objects.exclude(application__stage=Application.Stage.CLOSED)
    for row in _read(open_ones.values("application__reference", "application__stage")):
        yield str(row["application__reference"]), f"decided, but {row['application__stage']}"


def check_credentials() -> Iterator[tuple[str, str]]:
    """Compare the expiry date of each credential with the event that set it last."""
    dating = CredentialEvent.objects.filter(
        credential=OuterRef("pk"),
        kind__in=[CredentialEvent.Kind.ISSUED, CredentialEvent.Kind.EXTENDED],
    ).order_by("-id")
    rows = Credential.objects.annotate(
        event=Subquery(dating.values("pk")[:1]), dated=Subquery(dating.values("expires_on")[:1])
    )
    for row in _read(rows.values("number", "expires_on", "event", "dated")):
        if row["event"] is None:
            yield row["number"], "no event issued it"
        elif row["expires_on"] != row["dated"]:
            yield row["number"], f"expires {row['expires_on']}, by its events {row['dated']}"


def check_names() -> Iterator[tuple[str, str]]:
    """Compare the folded names, by which people are found, with the names."""
    for model in (Person, FormerName):
        names = ("pk", "first_name", "last_name", "folded_first", "folded_last")
        for row in _read(model.objects.values(*names)):
            folded = fold_name(row["first_name"]), fold_name(row["last_name"])
            if folded != (row["folded_first"], row["folded_last"]):
                yield f"{model._meta.model_name} {row['pk']}", "the look-up has another name"
    chosen = Person.objects.exclude(published_first_name=None, folded_published=None)
    for row in _read(chosen.values("pk", "published_first_name", "folded_published")):
        if fold_name(row["published_first_name"] or "") != row["folded_published"]:
            yield f"person {row['pk']}", "the look-up has another published name"


def check_versions() -> Iterator[tuple[str, str]]:
    """Compare published definitions with the digest by which they are known."""
    versions = WizardVersion.objects.annotate(key=F("wizard__key"))
    for row in _read(versions.values("key", "number", "definition", "content_hash")):
        if content_hash(row["definition"]) != row["content_hash"]:
            yield (
                f"{row['key']} version {row['number']}",
                "the definition is not what was published",
            )


def check_erasures() -> Iterator[tuple[str, str]]:
    """Look for what was erased and is there again, as after a restore, and for erasures that were not finished."""
    lines = Erasure.objects.all()
    documents = lines.filter(kind=Erasure.Kind.DOCUMENT).values("subject")
    for row in _read(Document.objects.filter(public_id__in=documents).values("pk")):
        yield f"document {row['pk']}", "it was erased, and is there again"
    drafts = lines.filter(kind=Erasure.Kind.DRAFT).values("subject")
    for row in _read(Application.objects.filter(public_id__in=drafts).values("public_id")):
        yield f"application {row['public_id']}", "it was erased, and is there again"
    for row in _read(lines.filter(finished_at=None).values("kind", "subject")):
        yield f"{row['kind']} {row['subject']}", "its erasure is not finished: run portal retention"


def _read(rows: QuerySet[Any, Any]) -> Iterator[dict[str, Any]]:
    return rows.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)


CHECKS: Mapping[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "references": check_references,
    "submissions": check_submissions,
    "declarations": check_declarations,
    "charges": check_charges,
    "ledger": check_ledger,
    "decisions": check_decisions,
    "credentials": check_credentials,
    "names": check_names,
    "versions": check_versions,
    "erasures": check_erasures,
}
