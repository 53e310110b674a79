"""The reference files: what they say, that loading repeats, and what staff recorded stands."""

import csv
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.records import models as records
from portal.records.credentials.queries import get_type_terms
from portal.records.dated.models import Confidence
from portal.records.dated.operations import Said, record_terms
from portal.records.reference.operations import REFERENCE_FOLDER, load_reference
from portal.records.reference.tables import TABLES, ReferenceFileError
from tests.factories import records as make

pytestmark = pytest.mark.django_db

BEFORE, REFORM = date(2025, 6, 30), date(2025, 7, 1)
LATER = make.AT + timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the files, to be changed."""
    for table in TABLES:
        shutil.copy(REFERENCE_FOLDER / table.file_name, tmp_path)
    return tmp_path


def span(code: str, on: date) -> str:
    """Return the grade span of an endorsement on a day."""
    rows = records.EndorsementTerms.objects.in_force(on).filter(endorsement__code=code)
    return str(rows.get().grade_span)


def change(path: Path, choose: Callable[[dict[str, str]], bool], **facts: str) -> None:
    """Change facts of the chosen lines of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows({**row, **facts} if choose(row) else row for row in rows)


def test_files_hold_both_regimes() -> None:
    load_reference(at=make.AT)

    assert get_type_terms("initial", BEFORE).validity_months == 36
    assert get_type_terms("initial", REFORM).validity_months == 120
    assert (span("305", BEFORE), span("305", REFORM)) == ("1-6", "PK-6")
    assert (span("029", date(2024, 6, 30)), span("029", date(2024, 7, 1))) == (
        "7-12",
        "4-12 (departmentalized)",
    )


def test_provisional_tier_is_closed_by_the_reform() -> None:
    load_reference(at=make.AT)
    before, after = (get_type_terms("provisional", on) for on in (BEFORE, REFORM))

    assert (before.is_issuable, before.is_renewable) == (True, True)
    assert (after.is_issuable, after.is_renewable) == (False, False)


@pytest.mark.parametrize("on", [BEFORE, REFORM])
def test_professional_renews_free_of_constants_in_code(on: date) -> None:
    load_reference(at=make.AT)
    terms = get_type_terms("professional", on)

    assert (terms.is_active, terms.is_renewable, terms.is_held_by_timely_filing) == (True,) * 3
    assert (terms.validity_months, terms.renewal_opens_months, terms.renewal_advised_weeks) == (
        60,
        6,
        6,
    )
    assert terms.confidence == ("verified" if on == BEFORE else "general")


def test_unconfirmed_rows_are_loaded_and_inactive() -> None:
    load_reference(at=make.AT)

    assert not get_type_terms("leaec", REFORM).is_active
    inactive = records.EndorsementTerms.objects.filter(is_active=False, superseded_at=None)
    assert set(inactive.values_list("endorsement__code", flat=True)) == {
        *("001", "002", "003", "004", "005", "006", "008", "201", "202", "204")
    }


def test_districts_keep_the_time_they_existed() -> None:
    load_reference(at=make.AT)
    terms = records.OrganizationTerms.objects

    assert terms.in_force(date(2024, 6, 30)).count() == 201
    assert terms.in_force(date(2024, 7, 1)).count() == 199
    assert records.Organization.objects.filter(kind="district").count() == 201


def test_passing_scores_are_loaded_with_unpublished_ones_empty() -> None:
    load_reference(at=make.AT)

    assert records.PassingScore.objects.count() == 17
    assert records.PassingScore.objects.get(test_code="5001").score is None
    assert records.PassingScore.objects.get(test_code="5003").score == 157


def test_files_are_written_the_american_way_and_name_no_fees() -> None:
    text = "".join((REFERENCE_FOLDER / table.file_name).read_text() for table in TABLES).lower()

    for foreign in ("programme", "authoris", "departmentalis", "enrolment", "licence"):
        assert foreign not in text


def test_second_load_changes_nothing_and_costs_two_statements_a_file() -> None:
    load_reference(at=make.AT)

    with CaptureQueriesContext(connection) as statements:
        recorded = load_reference(at=LATER)

    assert not any(recorded.values())
    selects = [each for each in statements if each["sql"].startswith("SELECT")]
    assert len(selects) == 2 * len(TABLES)


def test_changed_line_supersedes_and_the_old_answer_stays_known(folder: Path) -> None:
    load_reference(at=make.AT)
    change(
        folder / "credential_types.csv",
        lambda row: row["key"] == "professional" and row["valid_from"] == "2025-07-01",
        validity_months="120",
        confidence="verified",
    )

    recorded = load_reference(at=LATER, folder=folder)

    assert dict(recorded)["credential_types.csv"] == sum(recorded.values()) == 1
    assert get_type_terms("professional", REFORM).validity_months == 120
    assert get_type_terms("professional", REFORM, known_at=make.AT).validity_months == 60
    assert get_type_terms("professional", BEFORE).validity_months == 60


def test_what_staff_recorded_is_not_undone_by_the_next_load() -> None:
    load_reference(at=make.AT)
    professional = records.CredentialType.objects.get(key="professional")
    record_terms(
        model=records.CredentialTypeTerms,
        said=Said(
            subject={"credential_type": professional},
            period=(REFORM, None),
            values={"title": "Professional", "validity_months": 120, "is_renewable": True},
            confidence=Confidence.VERIFIED,
            source="Decision of the bureau",
        ),
        actor_id=7,
        at=LATER,
    )

    recorded = load_reference(at=LATER + timedelta(days=1))

    assert not any(recorded.values())
    assert get_type_terms("professional", REFORM).validity_months == 120


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"valid_from": "soon"}, "line 2"),
        ({"validity_months": "many"}, "many"),
        ({"is_renewable": "maybe"}, "maybe"),
        ({"confidence": "certain"}, "certain"),
    ],
)
def test_faulty_line_is_named_and_nothing_is_loaded(
    folder: Path, facts: dict[str, str], named: str
) -> None:
    change(folder / "credential_types.csv", lambda row: row["key"] == "initial", **facts)

    with pytest.raises(ReferenceFileError, match=named):
        load_reference(at=make.AT, folder=folder)

    assert not records.CredentialTypeTerms.objects.exists()


def test_missing_column_is_named(folder: Path) -> None:
    (folder / "endorsements.csv").write_text("code,valid_from,valid_to\n305,2000-01-01,\n")

    with pytest.raises(ReferenceFileError, match=r"endorsements.csv, line 2: KeyError\('title'\)"):
        load_reference(at=make.AT, folder=folder)


def test_command_says_what_was_new(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert "endorsements.csv: 106 new rows" in out.getvalue()

    def fail(**_: object) -> None:
        raise ReferenceFileError("endorsements.csv, line 9")

    command = "portal.records.management.commands.load_reference.load_reference"
    monkeypatch.setattr(command, fail)
    with pytest.raises(CommandError, match="line 9"):
        call_command("load_reference")
