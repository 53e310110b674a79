"""Every constraint of the records, broken once and met at its edge; none may be left out."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from portal.records import models as records
from tests.factories import records as make
from tests.factories.evidence import (
    make_check,
    make_experience,
    make_qualification,
    make_test_result,
    make_training,
)
from tests.integration.portal.records.cases_of_documents import CASES_OF_DOCUMENTS
from tests.integration.portal.records.cases_of_mail import CASES_OF_MAIL
from tests.integration.portal.records.cases_of_money import CASES_OF_MONEY
from tests.integration.portal.records.cases_of_publishing import CASES_OF_PUBLISHING
from tests.integration.portal.records.cases_of_retention import CASES_OF_RETENTION
from tests.integration.portal.records.cases_of_work import CASES_OF_WORK

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = make.AT + timedelta(seconds=1)
EARLIER = make.AT - timedelta(seconds=1)
Case = tuple[Callable[[], Any], Callable[[], Any]]


def person() -> records.Person:
    return make.make_named("Whitfield")


def held(**facts: Any) -> records.Credential:
    return make.make_held(person(), **facts)


def event(**facts: Any) -> records.CredentialEvent:
    return make.make_event(held(), **{"kind": "filed", "on": date(2026, 1, 1), **facts})


def passing_score(**facts: Any) -> records.PassingScore:
    endorsement = records.Endorsement.objects.get_or_create(code="305")[0]
    facts = {"provider": "ETS", "test_code": "5002", "title": "Reading", **facts}
    return records.PassingScore.objects.create(endorsement=endorsement, **make.dated(**facts))


def organization_terms(**facts: Any) -> records.OrganizationTerms:
    known = records.Organization.objects.get_or_create(code="1", kind="district")[0]
    return records.OrganizationTerms.objects.create(
        organization=known, **make.dated(**{"name": "Ashford", **facts})
    )


def endorsement_terms(**facts: Any) -> records.EndorsementTerms:
    known = records.Endorsement.objects.get_or_create(code="305")[0]
    return records.EndorsementTerms.objects.create(
        endorsement=known, **make.dated(**{"title": "E", "category": "teaching", **facts})
    )


def membership(**facts: Any) -> records.Membership:
    facts = {"person": person(), "organization": make.make_organization(), **facts}
    return records.Membership.objects.create(
        **{"role": "staff", "starts_on": date(2026, 1, 1), **facts}
    )


def decision(**facts: Any) -> records.Decision:
    return records.Decision.objects.create(
        application=make.make_submitted(person()),
        decided_at=make.AT,
        **{"outcome": "denied", "decided_by": make.make_user(), **facts},
    )


def draft(**facts: Any) -> records.Application:
    return make.make_draft(person(), **facts)


def submitted(**facts: Any) -> records.Application:
    return make.make_submitted(person(), **facts)


def twice(build: Callable[[int], Any]) -> Callable[[], Any]:
    """Return a builder of two rows."""
    return lambda: (build(0), build(1))


def same_person(build: Callable[[records.Person, int], Any]) -> Callable[[], Any]:
    """Return a builder of two rows of one person."""

    def both() -> None:
        somebody = person()
        build(somebody, 0)
        build(somebody, 1)

    return both


def two_open(**second: Any) -> Callable[[], Any]:
    """Return a builder of two submitted renewals of one credential."""

    def both() -> None:
        one = held()
        make.make_submitted(one.person, credential=one)
        make.make_submitted(one.person, credential=one, **second)

    return both


def two_events(**second: Any) -> Callable[[], Any]:
    """Return a builder of two filings of one credential."""

    def both() -> None:
        one = held()
        facts = {"kind": "filed", "on": date(2026, 1, 1), "application_reference": "R1"}
        make.make_event(one, **facts)
        make.make_event(one, **{**facts, **second})

    return both


def two_endorsements(subject: str) -> Callable[[], Any]:
    """Return a builder of two endorsements of one code on one credential."""

    def both() -> None:
        one, endorsement = held(), make.make_endorsement("110")
        one.endorsements.create(endorsement=endorsement)
        one.endorsements.create(endorsement=endorsement, subject=subject)

    return both


def two_steps(second: str) -> Callable[[], Any]:
    """Return a builder of the answers of two steps of one draft."""

    def both() -> None:
        one = draft()
        for step in ("contact", second):
            one.step_answers.create(step=step, saved_at=make.AT)

    return both


def two_memberships(days: int) -> Callable[[], Any]:
    """Return a builder of two memberships in one organization."""

    def both() -> None:
        first = membership()
        later = first.starts_on + timedelta(days=days)
        membership(person=first.person, organization=first.organization, starts_on=later)

    return both


def change(*, own: bool = False, **facts: Any) -> records.ReferenceChange:
    """Return a proposed change of a reference row; ``own`` has its proposer decide."""
    proposer = make.make_user()
    if own:
        facts["decided_by"] = proposer
    return records.ReferenceChange.objects.create(
        **{
            "table": "endorsements",
            "key": "305",
            "line": {},
            "reason": "The law changes.",
            "proposed_by": proposer,
            "proposed_at": make.AT,
            **facts,
        }
    )


def answered(state: str) -> dict[str, Any]:
    """Return the facts of a change that somebody else has answered."""
    return {"state": state, "decided_by": make.make_user(), "decided_at": make.AT}


def evidence_cases(name: str, build: Callable[..., Any]) -> dict[str, Case]:
    """Return the cases that every kind of item has: its state, the moment and the reason of it."""
    settled = {"verified_at": make.AT}
    rejected = {"state": "rejected", "rejection_reason": "No transcript.", **settled}
    return {
        f"{name}_state_has_a_moment": (
            lambda: build(state="verified"),
            lambda: (build(state="claimed"), build(**rejected)),
        ),
        f"{name}_rejection_has_reason": (
            lambda: build(state="rejected", **settled),
            lambda: (build(state="verified", **settled), build(**rejected)),
        ),
    }


def dated_cases(name: str, build: Callable[..., Any]) -> dict[str, Case]:
    """Return the cases that every dated table has."""
    next_day = make.SINCE + timedelta(days=1)
    return {
        f"{name}_valid_in_order": (
            lambda: build(valid_to=make.SINCE),
            lambda: build(valid_to=next_day),
        ),
        f"{name}_known_in_order": (
            lambda: build(superseded_at=EARLIER),
            lambda: build(superseded_at=make.AT),
        ),
        f"{name}_active_is_sourced": (
            lambda: build(confidence="unverified"),
            lambda: build(confidence="unverified", is_active=False),
        ),
        f"{name}_one_known_row": (
            twice(lambda _: build()),
            twice(lambda i: build(superseded_at=LATER if i == 0 else None)),
        ),
    }


# For each constraint: what breaks it, and what just meets it.
CASES: dict[str, Case] = {
    **dated_cases("credentialtypeterms", make.make_type_terms),
    **dated_cases("endorsementterms", endorsement_terms),
    **dated_cases("organizationterms", organization_terms),
    **dated_cases("passingscore", passing_score),
    **dated_cases("nameruleterms", make.make_name_rule),
    **dated_cases("retentionterms", make.make_retention),
    **dated_cases("feeterms", make.make_fee),
    **dated_cases("mailingterms", make.make_mailing),
    **dated_cases("instrumentterms", make.make_instrument),
    **dated_cases("paymentruleterms", make.make_payment_rule),
    "credentialtypeterms_renewal_has_validity": (
        lambda: make.make_type_terms(validity_months=None),
        lambda: make.make_type_terms(validity_months=None, is_renewable=False),
    ),
    "credential_dates_in_order": (
        lambda: held(expires_on=date(2021, 12, 31)),
        lambda: (held(expires_on=date(2022, 1, 1)), held(expires_on=None)),
    ),
    "credentialevent_extension_dated": (
        lambda: event(kind="extended"),
        lambda: event(kind="extended", expires_on=date(2031, 1, 1)),
    ),
    "credentialevent_only_discipline_pends": (
        lambda: event(is_final=False),
        lambda: event(kind="revoked", is_final=False),
    ),
    "credentialevent_once_an_application": (
        two_events(),
        lambda: (two_events(kind="filing_closed")(), two_events(application_reference="R2")()),
    ),
    "credentialendorsement_unique": (two_endorsements(""), two_endorsements("Computer Science")),
    "namevariant_once_a_name": (
        partial(make.make_variants, "first", "first"),
        partial(make.make_variants, "first", "last"),
    ),
    "person_has_last_name": (
        lambda: make.make_named(""),
        lambda: make.make_named("O", first_name=""),
    ),
    "formername_has_last_name": (
        lambda: person().former_names.create(first_name="Ada", last_name=""),
        lambda: person().former_names.create(first_name="", last_name="O"),
    ),
    "person_ein_not_blank": (
        lambda: make.make_named("Voss", ein=""),
        twice(lambda _: make.make_named("Voss", ein=None)),
    ),
    "person_published_not_blank": (
        lambda: make.make_named("Voss", published_first_name=""),
        lambda: make.make_named("Voss", published_first_name="Addie"),
    ),
    "person_registry_not_blank": (
        lambda: make.make_named("Voss", registry_id=""),
        twice(lambda _: make.make_named("Voss", registry_id=None)),
    ),
    "membership_dates_in_order": (
        lambda: membership(ends_on=date(2025, 12, 31)),
        lambda: membership(ends_on=date(2026, 1, 1)),
    ),
    "membership_unique": (two_memberships(0), two_memberships(1)),
    **evidence_cases("qualification", make_qualification),
    **evidence_cases("testresult", make_test_result),
    **evidence_cases("experience", make_experience),
    **evidence_cases("training", make_training),
    **evidence_cases("backgroundcheck", make_check),
    "qualification_institution_or_name": (
        lambda: make_qualification(institution=None),
        lambda: make_qualification(institution=None, institution_name="Ashford College"),
    ),
    "experience_organization_or_name": (
        lambda: make_experience(organization=None),
        lambda: make_experience(organization=None, organization_name="Maple Street Center"),
    ),
    "experience_dates_in_order": (
        lambda: make_experience(ends_on=date(2025, 12, 31)),
        lambda: make_experience(ends_on=date(2026, 1, 1)),
    ),
    "experience_percent_in_range": (
        lambda: make_experience(full_time_percent=101),
        lambda: (make_experience(full_time_percent=1), make_experience(full_time_percent=100)),
    ),
    "training_hours_positive": (
        lambda: make_training(hours=0),
        lambda: (make_training(hours="0.01"), make_training(hours=None)),
    ),
    "training_dates_in_order": (
        lambda: make_training(expires_on=date(2025, 12, 31)),
        lambda: make_training(expires_on=date(2026, 1, 1)),
    ),
    "backgroundcheck_dates_in_order": (
        lambda: make_check(cleared_on=date(2025, 12, 31)),
        lambda: make_check(cleared_on=date(2026, 1, 1)),
    ),
    "application_submitted_whole": (lambda: submitted(snapshot_hash=""), submitted),
    "application_reference_not_blank": (lambda: submitted(reference=""), draft),
    "application_unsubmitted_is_draft": (
        lambda: submitted(stage="draft"),
        lambda: submitted(stage="closed"),
    ),
    "application_one_open_a_credential": (
        two_open(),
        lambda: (two_open(stage="closed")(), two_open(service_key="other")()),
    ),
    "stepanswers_one_a_step": (two_steps("contact"), two_steps("convictions")),
    "application_eligible_once_sent": (
        lambda: draft(eligible_at=make.AT),
        lambda: submitted(eligible_at=LATER),
    ),
    "decision_denial_has_reason": (decision, lambda: decision(reason="Incomplete")),
    "decision_rules_only_approve": (
        lambda: decision(reason="Incomplete", decided_by=None),
        lambda: decision(outcome="approved", decided_by=None),
    ),
    "referencechange_decided_whole": (
        lambda: change(state="approved"),
        lambda: (change(), change(**answered("approved"))),
    ),
    "referencechange_second_person": (
        lambda: change(own=True, **answered("approved")),
        lambda: change(own=True, **answered("withdrawn")),
    ),
    "referencechange_refusal_has_reason": (
        lambda: change(**answered("refused")),
        lambda: change(answer="Not yet law.", **answered("refused")),
    ),
    **CASES_OF_WORK,
    **CASES_OF_DOCUMENTS,
    **CASES_OF_MAIL,
    **CASES_OF_MONEY,
    **CASES_OF_RETENTION,
    **CASES_OF_PUBLISHING,
}


def test_no_constraint_is_left_out() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("records").get_models()
        for constraint in model._meta.constraints
    }

    assert set(CASES) == declared


@pytest.mark.parametrize("name", CASES)
def test_constraint_refuses_what_breaks_it(name: str) -> None:
    breaks, _meets = CASES[name]

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        breaks()

    assert names_the_constraint(str(refusal.value), name)


@pytest.mark.parametrize("name", CASES)
def test_constraint_admits_what_just_meets_it(name: str) -> None:
    _breaks, meets = CASES[name]

    meets()


def names_the_constraint(message: str, name: str) -> bool:
    """Tell whether a refusal is this constraint's; SQLite names a unique one by its columns."""
    if name in message:
        return True
    model = next(
        model
        for model in apps.get_app_config("records").get_models()
        if any(constraint.name == name for constraint in model._meta.constraints)
    )
    constraint = next(each for each in model._meta.constraints if each.name == name)
    columns = [model._meta.get_field(field).column for field in constraint.fields]
    return all(f"{model._meta.db_table}.{column}" in message for column in columns)
