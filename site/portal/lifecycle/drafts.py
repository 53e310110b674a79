"""Operations on a draft: start it, save a step, keep what was typed but not yet checked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.timezone import localdate

from portal.definitions.compiled import get_compiled
from portal.definitions.spec import DraftPolicy, WizardSpec
from portal.definitions.texts import reader_language
from portal.lifecycle.admission import check_access, check_open, list_begun
from portal.lifecycle.charging import get_charger
from portal.lifecycle.errors import (
    AlreadySubmittedError,
    DraftMovedError,
    ServiceArchivedError,
    ServiceUnavailableError,
    StaleStepError,
)
from portal.lifecycle.runs import Run, record_of
from portal.records.applications.models import Application, StepAnswers
from portal.records.credentials.models import Credential
from portal.records.credentials.numbers import is_well_formed
from portal.records.people.models import Person
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["check_admission", "hold_wizard", "keep_unfinished", "save_step", "start_draft"]

STEP_LENGTH = StepAnswers._meta.get_field("step").max_length or 0


@transaction.atomic
def start_draft(
    *, person_id: int, service_key: str, credential_number: str | None, at: datetime
) -> Application:
    """Return what the person has begun of the service for that credential, or a new draft where it takes more.

    Raises ServiceUnavailableError where no version is published or the service is off; where a new draft is wanted
    ServiceArchivedError, NotOpenError, NotPayableError, FeeUnknownError or AccessRefusedError. A number that is not
    one of the person's own credentials is ignored: the wizard asks.
    """
    wizard = hold_wizard(service_key)
    version = wizard.current_version
    if version is None:
        raise ServiceUnavailableError(service_key)
    spec = get_compiled(version.pk, version.content_hash).spec
    credential = _find_own(person_id, credential_number)
    if spec.drafts is not DraftPolicy.MANY:
        begun = list_begun(person_id, service_key, spec.drafts)
        if credential is not None:
            begun = begun.filter(credential=credential)
        if (existing := begun.first()) is not None:
            return existing
    if wizard.archived_at is not None:
        raise ServiceArchivedError(service_key)
    check_admission(spec, person_id, credential, at)
    return Application.objects.create(
        person_id=person_id,
        version_id=version.pk,
        service_key=service_key,
        language=reader_language(),
        credential=credential,
        started_at=at,
        saved_at=at,
    )


def hold_wizard(service_key: str) -> Wizard:
    """Return the wizard, held until the transaction ends: of many who start at once, each sees what the others made."""
    wizards = Wizard.objects.select_related("current_version").select_for_update(of=("self",))
    wizard = wizards.filter(key=service_key, is_on=True).first()
    if wizard is None:
        raise ServiceUnavailableError(service_key)
    return wizard


def check_admission(
    spec: WizardSpec, person_id: int | None, credential: Credential | None, at: datetime
) -> None:
    """Raise as ``start_draft`` does where nobody, or not this person, may begin; without one no rule of access is."""
    on = localdate(at)
    check_open(spec, on=on)
    get_charger().check_can_begin(spec, on=on)
    if spec.access and person_id is not None:
        check_access(
            spec,
            person_id=person_id,
            record=record_of(Person.objects.get(pk=person_id)),
            credential_number=credential.number if credential else None,
            on=on,
            language=reader_language(),
        )


def _find_own(person_id: int, number: str | None) -> Credential | None:
    if number is None or not is_well_formed(number):
        return None
    return Credential.objects.filter(person_id=person_id, number=number).first()


def save_step(
    *,
    run: Run,
    step: str,
    answers: Mapping[str, Any],
    expected_version: int,
    credential_number: str | None,
    at: datetime,
) -> None:
    """Store the checked answers of a step under the step's version; one short transaction.

    Raises StaleStepError where another tab saved other answers since, AlreadySubmittedError where
    the draft was sent, DraftMovedError where it came to another version, ServiceUnavailableError where its service is
    off.
    Saving the very same answers twice is no conflict.
    """
    if not run.is_available:
        raise ServiceUnavailableError(run.service_key)
    has_row = step in run.held
    try:
        with transaction.atomic():
            _touch(run, credential_number, at)
            _write_answers(run, step, answers, expected_version, at, has_row=has_row)
    except IntegrityError:  # autosave or another tab made the step's row meanwhile
        _save_again(run, step, answers, expected_version, credential_number, at)
    except _ConflictError:
        _settle(run, step, dict(answers))


class _ConflictError(Exception):
    """The step's version is not the one the form was opened with."""


def _touch(run: Run, credential_number: str | None, at: datetime) -> None:
    changes: dict[str, Any] = {
        "lock_version": F("lock_version") + 1,
        "saved_at": at,
        "language": reader_language(),
    }
    if credential_number is not None and credential_number != run.credential_number:
        changes["credential_id"] = Credential.objects.filter(
            number=credential_number, person_id=run.holder_id
        ).values("id")[:1]
    draft = Application.objects.filter(pk=run.id, submitted_at__isnull=True)
    if not draft.filter(version_id=run.version_id).update(**changes):
        raise (DraftMovedError if draft.exists() else AlreadySubmittedError)(run.public_id)


def _save_again(
    run: Run,
    step: str,
    answers: Mapping[str, Any],
    expected_version: int,
    credential_number: str | None,
    at: datetime,
) -> None:
    try:
        with transaction.atomic():
            _touch(run, credential_number, at)
            _write_answers(run, step, answers, expected_version, at, has_row=True)
    except _ConflictError:
        _settle(run, step, dict(answers))


def _write_answers(
    run: Run,
    step: str,
    answers: Mapping[str, Any],
    expected_version: int,
    at: datetime,
    *,
    has_row: bool,
) -> None:
    columns = {
        "answers": dict(answers),
        "unfinished": {},
        "checked_at": at,
        "language": reader_language(),
        "saved_at": at,
    }
    if not has_row and expected_version == 0:
        StepAnswers.objects.create(application_id=run.id, step=step, version=1, **columns)
        return
    row = StepAnswers.objects.filter(application_id=run.id, step=step, version=expected_version)
    if not row.update(version=expected_version + 1, **columns):
        raise _ConflictError


def _settle(run: Run, step: str, answers: dict[str, Any]) -> None:
    row = StepAnswers.objects.get(application_id=run.id, step=step)
    if row.checked_at is None or row.answers != answers:
        raise StaleStepError(step, row.answers, row.version)


def keep_unfinished(
    *,
    public_id: uuid.UUID,
    account_id: int | None,
    step: str,
    typed: Mapping[str, list[str]],
    at: datetime,
    visitor_key: str = "",
) -> bool:
    """Keep what was typed on a step, unchecked; return False where no such open draft has that step.

    The draft is the account's, or else the visitor's whose key has this digest.

    One statement. Checked answers are not touched and no version moves: this never competes with a
    save. NUL characters are left out: no database keeps them in a text.
    """
    if len(step) > STEP_LENGTH:
        return False
    operations = connection.ops
    kept_typing = {
        name: [value.replace("\0", "") for value in values] for name, values in typed.items()
    }
    values = (
        step,
        operations.adapt_json_value({}, None),
        operations.adapt_json_value(kept_typing, None),
        operations.adapt_datetimefield_value(at),
        Application._meta.get_field("public_id").get_db_prep_value(public_id, connection),
        visitor_key or account_id,
        step,
    )
    statement = _KEEP_UNFINISHED[bool(visitor_key)].format(has_step=_HAS_STEP[connection.vendor])
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            kept: int = cursor.rowcount
    except IntegrityError:  # the draft expired at this very moment
        return False
    return kept > 0


_HAS_STEP = {
    "postgresql": """version.definition @>
        jsonb_build_object('steps', jsonb_build_array(jsonb_build_object('id', %s::text)))""",
    "sqlite": """EXISTS (
        SELECT 1 FROM json_each(version.definition, '$.steps') AS step
        WHERE json_extract(step.value, '$.id') = %s)""",
}
_OWN = {
    False: (
        f"JOIN {Person._meta.db_table} person ON person.id = draft.person_id",
        "person.account_id",
    ),
    True: ("", "draft.visitor_key"),
}
"""What is joined, and which column says whose a draft is: an account's, or a visitor's."""
_KEEP_UNFINISHED = {
    is_visit: f"""
INSERT INTO {StepAnswers._meta.db_table}
    (application_id, step, version, answers, unfinished, saved_at)
SELECT draft.id, %s, 0, %s, %s, %s
FROM {Application._meta.db_table} draft
{joined}
JOIN {WizardVersion._meta.db_table} version ON version.id = draft.version_id
WHERE draft.public_id = %s AND {owner} = %s AND draft.submitted_at IS NULL
    AND {{has_step}}
ON CONFLICT (application_id, step)
DO UPDATE SET unfinished = excluded.unfinished, saved_at = excluded.saved_at
"""  # noqa: S608 - only names of tables and columns are put in
    for is_visit, (joined, owner) in _OWN.items()
}
