"""What was accepted is kept as it was read: its version, its language, a digest of its words; another one is found."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.definitions.serialization import content_hash
from portal.lifecycle.drafts import save_step
from portal.lifecycle.integrity import check_integrity
from portal.lifecycle.runs import get_run
from portal.lifecycle.submission import submit_application
from portal.records.models import Application, WizardVersion
from portal.users.models import User
from tests.factories.applications import make_draft
from tests.integration.portal.casework.conftest import file_url

STEP = "acknowledgment"


@pytest.fixture
def sent(applicant: User) -> Application:
    """Return a renewal of which the declaration was read and accepted in Spanish, and which was sent in English."""
    draft, at = make_draft(applicant), timezone.now()
    draft.step_answers.filter(step=STEP).delete()
    with override("es"):
        save_step(
            run=get_run(draft.public_id, applicant.pk),
            step=STEP,
            answers={STEP: "2026-01"},
            expected_version=0,
            credential_number=None,
            at=at,
        )
    submit_application(public_id=draft.public_id, account_id=applicant.pk, language="en", at=at)
    draft.refresh_from_db()
    return draft


def reword(application: Application) -> None:
    """Change the declaration of the version with its digest, as somebody with the database's password could."""
    version = application.version
    definition = deepcopy(version.definition)
    step = next(each for each in definition["steps"] if each["id"] == STEP)
    step["declaration"]["statement"]["es"] = "Otra cosa."
    changes = {"definition": definition, "content_hash": content_hash(definition)}
    QuerySet(WizardVersion).filter(pk=version.pk).update(**changes)


def test_declaration_is_kept_and_shown_in_the_language_it_was_read_in(
    staff: Client, sent: Application
) -> None:
    (kept,) = (sent.snapshot or {})["attested"]
    page = staff.get(file_url(sent)).content.decode()
    statement = next(each for each in sent.version.definition["steps"] if each["id"] == STEP)

    assert (kept["step"], kept["version"], kept["language"]) == (STEP, "2026-01", "es")
    assert "Accepted as read in Spanish, version 2026-01" in page
    assert statement["declaration"]["statement"]["es"].split(".")[0] in page
    assert kept["digest"][:16] in page
    assert list(check_integrity(at=timezone.now())) == []


def test_other_words_are_found_by_the_check_and_on_the_page(
    staff: Client, sent: Application
) -> None:
    reword(sent)

    found = [(each.check, each.record) for each in check_integrity(at=timezone.now())]
    page = staff.get(file_url(sent)).content.decode()

    assert found == [("declarations", sent.reference)]
    assert "The words are not those that were accepted." in page
