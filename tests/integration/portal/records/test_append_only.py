"""Rows that are written once: every way of changing them in our own code is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models

from portal.records import models as records
from portal.records.append_only import AppendOnlyError, AppendOnlyModel
from tests.factories import records as make
from tests.integration.portal.records.cases_of_money import charge, entry, receipt

pytestmark = pytest.mark.django_db


def audit_event() -> records.AuditEvent:
    return records.AuditEvent.objects.create(
        happened_at=make.AT, action="a", record_type="r", record_id="1", salt="s", digest="d"
    )


def audit_seal() -> records.AuditSeal:
    return records.AuditSeal.objects.create(
        number=1, event_id=audit_event().pk, sealed_at=make.AT, key_id="k", mac="m"
    )


def credential_event() -> records.CredentialEvent:
    return make.make_event(make.make_held(make.make_named("Voss")), "filed", date(2026, 1, 1))


def timeline_event() -> records.TimelineEvent:
    application = make.make_submitted(make.make_named("Voss"))
    return records.TimelineEvent.objects.create(
        application=application, kind="submitted", actor=make.make_user(), happened_at=make.AT
    )


def decision() -> records.Decision:
    return records.Decision.objects.create(
        application=make.make_submitted(make.make_named("Voss")),
        decided_by=make.make_user(),
        decided_at=make.AT,
        outcome="approved",
    )


def ssn_reading() -> records.SSNReading:
    return records.SSNReading.objects.create(
        actor=make.make_user(),
        person=make.make_named("Voss"),
        reason="duplicate",
        outcome="shown",
        happened_at=make.AT,
    )


ROWS: dict[type[models.Model], Callable[[], Any]] = {
    records.AuditEvent: audit_event,
    records.AuditSeal: audit_seal,
    records.ChargeLine: charge,
    records.CredentialEvent: credential_event,
    records.SSNReading: ssn_reading,
    records.LedgerEntry: entry,
    records.Receipt: receipt,
    records.TimelineEvent: timeline_event,
    records.Decision: decision,
    records.WizardVersion: make.make_version,
}
WAYS: dict[str, Callable[[Any], Any]] = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: type(row).objects.filter(pk=row.pk).update(pk=row.pk),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], ["id"]),
    "delete many": lambda row: type(row).objects.all().delete(),
    "save as read anew": lambda row: type(row).objects.get(pk=row.pk).save(),
}


def test_every_append_only_model_is_tried() -> None:
    assert set(ROWS) == set(AppendOnlyModel.__subclasses__())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", ROWS)
def test_stored_row_is_neither_changed_nor_removed(model: type[models.Model], way: str) -> None:
    row = ROWS[model]()

    with pytest.raises(AppendOnlyError):
        WAYS[way](row)

    assert model._default_manager.filter(pk=row.pk).exists()


def test_row_with_a_number_already_taken_is_not_overwritten() -> None:
    first = audit_event()
    second = records.AuditEvent(pk=first.pk, happened_at=make.AT, action="other")

    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        second.save()


def test_account_may_go_and_the_history_stays() -> None:
    event = timeline_event()
    assert event.actor is not None

    event.actor.delete()

    event.refresh_from_db()
    assert event.actor is None


def test_dated_rows_are_superseded_never_removed() -> None:
    make.make_type_terms()

    with pytest.raises(TypeError, match="superseded"):
        records.CredentialTypeTerms.objects.all().delete()
