"""Changing reference rows with four eyes: who may, what is refused, and that nothing happens by halves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import Endorsement, EndorsementTerms
from portal.records.evidence.models import PassingScore
from portal.records.reference.changes import (
    ChangeNotAllowedError,
    ChangeOutdatedError,
    ChangeRefusedError,
    approve_change,
    list_known_after,
    propose_change,
    read_change,
    refuse_change,
    withdraw_change,
)
from portal.records.reference.models import ReferenceChange
from portal.records.reference.tables import TABLES, facts_of, find_table, read_line, write_line
from portal.users.models import User
from tests.factories import records as make
from tests.factories.changes import CODE, REFORM, propose, spans

pytestmark = pytest.mark.django_db
SINCE_EVER = [("PK-6", make.SINCE, None)]
CHANGED = [("PK-6", make.SINCE, REFORM), ("PK-8", REFORM, None)]


@pytest.fixture(autouse=True)
def known() -> Endorsement:
    """Return the endorsement as it is known."""
    return make.make_endorsement(CODE)


def approve(change: ReferenceChange, approver: User) -> Any:
    """Approve now."""
    return approve_change(change_id=change.pk, by_id=approver.pk, at=timezone.now())


def test_what_a_second_person_approves_is_recorded(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    assert spans() == SINCE_EVER

    approve(change, supervisor)

    assert spans() == CHANGED
    change.refresh_from_db()
    assert (change.state, change.decided_by) == ("approved", supervisor)


def test_every_act_is_audited(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    approve(change, supervisor)

    acts = AuditEvent.objects.filter(record_type="referencechange", record_id=str(change.pk))
    assert list(acts.values_list("action", "actor_id")) == [
        ("reference_change.proposed", specialist.pk),
        ("reference_change.approved", supervisor.pk),
    ]
    recorded = AuditEvent.objects.get(action="reference.recorded")
    assert recorded.actor_id == supervisor.pk


def test_nobody_approves_their_own(supervisor: User) -> None:
    change = propose(supervisor)

    with pytest.raises(ChangeNotAllowedError, match="Somebody else"):
        approve(change, supervisor)
    with pytest.raises(ChangeNotAllowedError, match="Somebody else"):
        refuse_change(change_id=change.pk, answer="No.", by_id=supervisor.pk, at=timezone.now())

    assert spans() == SINCE_EVER


def test_the_database_alone_refuses_approval_by_the_proposer(supervisor: User) -> None:
    change = propose(supervisor)
    own = {"state": "approved", "decided_by": supervisor, "decided_at": timezone.now()}

    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        ReferenceChange.objects.filter(pk=change.pk).update(**own)


@pytest.mark.parametrize("role", ["fiscal_clerk", "editor", "applicant", "district_officer"])
def test_who_has_no_such_task_proposes_nothing(role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(ChangeNotAllowedError):
        propose(request.getfixturevalue(role))

    assert not ReferenceChange.objects.exists()


def test_who_may_propose_may_not_therefore_approve(specialist: User, supervisor: User) -> None:
    change = propose(supervisor)

    with pytest.raises(ChangeNotAllowedError, match="not among your tasks"):
        approve(change, specialist)

    assert spans() == SINCE_EVER


def test_refusal_needs_its_reason_and_changes_nothing(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    at = timezone.now()

    with pytest.raises(ChangeRefusedError) as refusal:
        refuse_change(change_id=change.pk, answer=" ", by_id=supervisor.pk, at=at)
    refuse_change(change_id=change.pk, answer="Not yet law.", by_id=supervisor.pk, at=at)

    assert refusal.value.column == "answer"
    change.refresh_from_db()
    assert (change.state, change.answer) == ("refused", "Not yet law.")
    assert spans() == SINCE_EVER


def test_only_the_proposer_takes_it_back(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    at = timezone.now()

    with pytest.raises(ChangeNotAllowedError):
        withdraw_change(change_id=change.pk, by_id=supervisor.pk, at=at)
    withdraw_change(change_id=change.pk, by_id=specialist.pk, at=at)

    with pytest.raises(ChangeOutdatedError):
        approve(change, supervisor)
    assert spans() == SINCE_EVER


def test_second_answer_is_refused(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    approve(change, supervisor)

    with pytest.raises(ChangeOutdatedError, match="in the meantime"):
        approve(change, supervisor)

    assert spans() == CHANGED


def test_proposal_over_rows_that_changed_since_is_refused_and_stays(
    specialist: User, supervisor: User
) -> None:
    late = propose(specialist)
    approve(propose(specialist, grade_span="PK-5"), supervisor)

    with pytest.raises(ChangeOutdatedError, match="Propose it again"):
        approve(late, supervisor)

    late.refresh_from_db()
    assert late.state == "proposed"
    assert [span for span, _start, _end in spans()] == ["PK-6", "PK-5"]


def test_preview_shows_what_approval_then_records(specialist: User, supervisor: User) -> None:
    change = propose(specialist)
    preview = list_known_after(*read_change(change))

    approve(change, supervisor)

    assert [(each.row.grade_span, *each.period) for each in preview] == spans()  # type: ignore[attr-defined]
    assert [each.is_new for each in preview] == [False, True]


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"valid_to": REFORM.isoformat()}, "valid_to"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"valid_from": "soon"}, ""),
        ({"confidence": "certain"}, ""),
        (
            {
                "valid_from": make.SINCE.isoformat(),
                "grade_span": "PK-6",
                "source": "",
                "title": "Elementary",
            },
            "",
        ),
    ],
    ids=["empty period", "no title", "long title", "no day", "unknown confidence", "known already"],
)
def test_line_that_cannot_hold_is_refused(
    specialist: User, facts: dict[str, str], column: str
) -> None:
    with pytest.raises(ChangeRefusedError) as refusal:
        propose(specialist, **facts)

    assert refusal.value.column == column
    assert not ReferenceChange.objects.exists()


def test_renewable_type_needs_its_validity(specialist: User) -> None:
    make.make_type_terms()
    table = find_table("credential_types")
    row = facts_of(table, table.terms_model._default_manager.get())
    proposed = write_line(table, {**row, "validity_months": None})

    with pytest.raises(ChangeRefusedError):
        propose_change(
            table=table,
            line=proposed,
            reason="Wrong",
            proposed_by_id=specialist.pk,
            at=timezone.now(),
        )


def test_new_code_comes_into_being_with_the_approval(specialist: User, supervisor: User) -> None:
    change = propose(specialist, code="399", title="Play")
    assert not Endorsement.objects.filter(code="399").exists()

    approve(change, supervisor)

    assert EndorsementTerms.objects.get(endorsement__code="399").title == "Play"


def test_score_for_a_code_that_is_not_on_record_is_refused(specialist: User) -> None:
    proposed = {
        "endorsement": "999",
        "provider": "ETS",
        "test_code": "1",
        "valid_from": "2027-01-01",
        "valid_to": "",
        "title": "Test",
        "score": "150",
        "confidence": "verified",
        "source": "List",
    }

    with pytest.raises(ChangeRefusedError, match="no such code") as refusal:
        propose_change(
            table=find_table("passing_scores"),
            line=proposed,
            reason="New",
            proposed_by_id=specialist.pk,
            at=timezone.now(),
        )

    assert refusal.value.column == "endorsement"
    assert not PassingScore.objects.exists()


def test_rows_read_back_as_the_lines_that_made_them() -> None:
    make.make_type_terms(validity_months=None, is_renewable=False)

    for name in ("credential_types", "endorsements"):
        table = find_table(name)
        row = table.terms_model._default_manager.get()
        typed = read_line(table, write_line(table, facts_of(table, row)))
        assert typed.values == {name: getattr(row, name) for name in table.values}
        assert typed.period == (row.valid_from, row.valid_to)


def test_every_table_has_its_name() -> None:
    assert [find_table(table.name) for table in TABLES] == list(TABLES)
    with pytest.raises(LookupError):
        find_table("tariffs")


def test_days_before_the_change_are_answered_as_before(specialist: User, supervisor: User) -> None:
    approve(propose(specialist), supervisor)

    held = EndorsementTerms.objects.in_force(REFORM - timedelta(days=1))
    assert held.get(endorsement__code=CODE).grade_span == "PK-6"


def test_proposal_from_before_a_column_existed_can_still_be_answered(
    specialist: User, supervisor: User
) -> None:
    change = propose(specialist)
    earlier = {name: said for name, said in change.line.items() if name != "grade_span"}
    ReferenceChange.objects.filter(pk=change.pk).update(line=earlier)

    approve(change, supervisor)

    assert [span for span, _start, _end in spans()] == ["PK-6", ""]
