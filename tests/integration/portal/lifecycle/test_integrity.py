"""Records that do not agree with one another are named; what the portal writes agrees."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from portal.definitions.serialization import content_hash
from portal.lifecycle.integrity import CHECKS, DOCUMENTS, JOBS, check_integrity
from portal.records import models as records
from portal.records.demo.population import build_population
from portal.records.reference.operations import load_reference
from tests.factories import records as make

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SNAPSHOT = {"answers": {"seats": 4}}


@pytest.fixture(autouse=True)
def _sound() -> None:
    """Store people, certificates, and a decided application."""
    load_reference(at=timezone.now())
    build_population(people=30, today=date(2026, 6, 1), at=timezone.now())
    application = make.make_submitted(
        records.Person.objects.first(),
        snapshot=SNAPSHOT,
        snapshot_hash=content_hash(SNAPSHOT),
        stage="closed",
        reference="R-SOUND",
    )
    records.Decision.objects.create(
        application=application,
        decided_by=make.make_user(),
        decided_at=make.AT,
        outcome="approved",
    )


def rows_of(model: type[Model]) -> QuerySet[Any]:
    """Return rows past the managers that refuse changes."""
    return QuerySet(model)


def find() -> list[tuple[str, str]]:
    """Return the check and the record of each fault."""
    return [(fault.check, fault.record) for fault in check_integrity(at=timezone.now())]


def first(model: type[Model]) -> Any:
    """Return a stored row."""
    return model._default_manager.order_by("pk").first()


def spoil_answers() -> tuple[str, str]:
    rows_of(records.Application).filter(reference="R-SOUND").update(snapshot={"seats": 5})
    return "submissions", "R-SOUND"


def spoil_stage() -> tuple[str, str]:
    rows_of(records.Application).filter(reference="R-SOUND").update(stage="submitted")
    return "decisions", "R-SOUND"


def spoil_expiry() -> tuple[str, str]:
    held = first(records.Credential)
    rows_of(records.Credential).filter(pk=held.pk).update(expires_on=date(2099, 1, 1))
    return "credentials", held.number


def spoil_events() -> tuple[str, str]:
    held = first(records.Credential)
    rows_of(records.CredentialEvent).filter(credential=held).delete()
    return "credentials", held.number


def spoil_name() -> tuple[str, str]:
    person = first(records.Person)
    rows_of(records.Person).filter(pk=person.pk).update(last_name="Renamed")
    return "names", f"person {person.pk}"


def spoil_published_name() -> tuple[str, str]:
    person = first(records.Person)
    rows_of(records.Person).filter(pk=person.pk).update(published_first_name="Robin")
    return "names", f"person {person.pk}"


def spoil_folded_name() -> tuple[str, str]:
    person = first(records.Person)
    person.published_first_name = "Robin"
    person.save()
    rows_of(records.Person).filter(pk=person.pk).update(published_first_name=None)
    return "names", f"person {person.pk}"


def spoil_definition() -> tuple[str, str]:
    version = first(records.WizardVersion)
    rows_of(records.WizardVersion).filter(pk=version.pk).update(definition={"key": "other"})
    return "versions", f"{version.wizard.key} version {version.number}"


SPOILS: list[Callable[[], tuple[str, str]]] = [
    spoil_answers,
    spoil_stage,
    spoil_expiry,
    spoil_events,
    spoil_name,
    spoil_published_name,
    spoil_folded_name,
    spoil_definition,
]


def test_what_the_portal_wrote_agrees() -> None:
    out = StringIO()

    call_command("integrity_check", stdout=out)

    made = [*CHECKS, DOCUMENTS, JOBS, "early_childhood_registry.members"]
    assert out.getvalue() == f"The records agree: {', '.join(made)}.\n"


def test_store_that_does_not_answer_leaves_its_checks_unmade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_asked: Any) -> None:
        raise ConnectionError("refused")

    monkeypatch.setattr(storages["private"], "listdir", fail)
    told = StringIO()

    with pytest.raises(CommandError, match="but 2 checks were not made") as refused:
        call_command("integrity_check", stderr=told)

    assert refused.value.returncode == 2
    assert told.getvalue().splitlines() == [
        f"{name}: not made: the private store: ConnectionError: refused"
        for name in (DOCUMENTS, JOBS)
    ]


@pytest.mark.parametrize("spoil", SPOILS)
def test_spoiled_record_is_named(spoil: Callable[[], tuple[str, str]]) -> None:
    assert find() == []
    wanted = spoil()

    assert find() == [wanted]


def test_row_that_refers_to_nothing_is_named() -> None:
    if connection.vendor != "sqlite":
        pytest.skip(f"asks sqlite; this run uses {connection.vendor}, which minds at once")
    key = first(records.FormerName).pk
    rows_of(records.FormerName).filter(pk=key).update(person_id=10**9)

    assert ("references", "the database") in find()
    rows_of(records.FormerName).filter(pk=key).delete()


def test_command_fails_with_the_first_ten() -> None:
    rows_of(records.Person).update(last_name="Renamed")
    err = StringIO()

    with pytest.raises(CommandError, match="10 or more faults"):
        call_command("integrity_check", stderr=err)

    assert len(err.getvalue().splitlines()) == 10
    assert err.getvalue().startswith("names: person ")


def test_what_was_erased_and_is_there_again_is_named() -> None:
    person = make.make_named("Whitfield")
    draft, document = make.make_draft(person), make.make_document(person)
    about = {"rule": "request", "erased_at": make.AT, "finished_at": make.AT}
    records.Erasure.objects.create(kind="draft", subject=draft.public_id, **about)
    file = {"stored_name": document.stored_name, "sha256": document.sha256}
    records.Erasure.objects.create(kind="document", subject=document.public_id, **about, **file)
    unfinished = records.Erasure.objects.create(
        kind="person",
        subject=person.public_id,
        reason="Asked for",
        **{**about, "finished_at": None},
    )

    assert [record for check, record in find() if check == "erasures"] == [
        f"document {document.pk}",
        f"application {draft.public_id}",
        f"person {unfinished.subject}",
    ]
