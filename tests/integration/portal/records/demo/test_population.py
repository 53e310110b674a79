"""The invented population: repeatable, complete, and refused where it must not be."""

from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from portal.records import models as records
from portal.records.credentials.lookup import find_by_name
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.renewal import WindowState
from portal.records.demo.population import ReferenceMissingError, build_cast, build_population
from portal.records.reference.operations import load_reference
from tests.factories import records as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)
HANGING_ON_A_PERSON = (
    records.CredentialEvent,
    records.CredentialEndorsement,
    records.Credential,
    records.Qualification,
    records.Experience,
    records.TestResult,
    records.Training,
    records.BackgroundCheck,
    records.Membership,
    records.FormerName,
    records.Person,
)


def build(people: int, today: date = TODAY) -> int:
    """Build a population and return how many are new."""
    return build_population(people=people, today=today, at=make.AT)


def contents() -> dict[str, list[Any]]:
    """Return every row of the records."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("records").get_models()
    }


def stored(model: type[Model]) -> list[Any]:
    """Return the rows of a table as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
        return list(cursor.fetchall())


def facts() -> Iterable[tuple[Any, ...]]:
    """Return what people hold, whatever the rows' numbers."""
    columns = ("person__ein", "person__last_name", "number", "expires_on")
    return sorted(records.Credential.objects.values_list(*columns))


@pytest.fixture
def reference() -> None:
    load_reference(at=make.AT)


@pytest.mark.usefixtures("reference")
def test_second_run_changes_nothing() -> None:
    assert build(60) == 60
    before = contents()

    assert build(60) == 0
    assert contents() == before


@pytest.mark.usefixtures("reference")
def test_larger_run_adds_the_rest_and_equals_one_run() -> None:
    build(20)
    assert build(60) == 40
    in_two = facts()

    for model in HANGING_ON_A_PERSON:
        model._base_manager.all().delete()
    build(60)

    assert facts() == in_two


@pytest.mark.usefixtures("reference")
def test_people_of_any_spelling_are_found() -> None:
    build(30)
    build_cast(today=TODAY, at=make.AT)

    def found(text: str) -> list[str]:
        return [row.name for row in find_by_name(text, on=TODAY).rows]

    assert "明 李" in found("李 明")
    assert "نورة الحسيني" in found("الحسيني")
    assert "José O'Neill-Smith" in found("oneill smith")
    assert "José O'Neill-Smith" in found("nunez jose")


@pytest.mark.usefixtures("reference")
def test_names_have_the_variants_that_registering_gives_them() -> None:
    columns = ("kind", "name", "variant", "shown")

    def variants() -> list[tuple[str, ...]]:
        return sorted(records.NameVariant.objects.values_list(*columns))

    build(300)
    written = variants()

    records.NameVariant.objects.all().delete()
    records.NameVariant.objects.remember(records.Person.objects.order_by("pk"))
    assert written == variants()
    assert written


@pytest.mark.usefixtures("reference")
def test_rows_are_as_the_models_write_them() -> None:
    """More people than one statement holds: each column is stored as its field would store it."""
    build(120)

    for model in HANGING_ON_A_PERSON:
        before = stored(model)
        for row in model._base_manager.all():
            model._base_manager.filter(pk=row.pk).update(
                **{
                    field.attname: getattr(row, field.attname)
                    for field in model._meta.concrete_fields
                    if not field.primary_key
                }
            )
        assert stored(model) == before


@pytest.mark.usefixtures("reference")
def test_population_has_evidence_memberships_and_former_names() -> None:
    build(200)

    for model in (
        records.Membership,
        records.FormerName,
        records.Qualification,
        records.Experience,
        records.TestResult,
        records.Training,
        records.BackgroundCheck,
    ):
        assert model._default_manager.exists(), model
    states = set(records.Experience.objects.values_list("state", flat=True))
    assert states == {"claimed", "verified"}


@pytest.mark.usefixtures("reference")
def test_applicant_can_renew_one_certificate_today() -> None:
    cast = build_cast(today=TODAY, at=make.AT)

    windows = {
        held.category: held.renewal.state
        for held in list_held_credentials(cast["applicant"].pk, on=TODAY)
    }

    assert windows == {
        "teaching": WindowState.OPEN,
        "administrative": WindowState.TOO_EARLY,
        "special_services": WindowState.AFTER_EXPIRY,
    }
    assert cast["district_officer"].memberships.get().role == "officer"
    assert cast["program_administrator"].memberships.get().organization.kind == "program"


def test_population_without_reference_is_refused() -> None:
    with pytest.raises(ReferenceMissingError):
        build(1)


def test_command_makes_people_and_accounts_and_repeats() -> None:
    out = StringIO()

    call_command("seed_demo", people=5, stdout=out)
    call_command("seed_demo", people=5, stdout=out)

    person = records.Person.objects.get(account__email="applicant@example.org")
    assert person.last_name == "Whitfield"
    assert "5 new people" in out.getvalue()
    assert "0 new people" in out.getvalue()
    held = list_held_credentials(person.pk, on=timezone.localdate())
    assert any(each.renewal.is_open for each in held)


@pytest.mark.parametrize(
    ("name", "value"), [("PORTAL_DEMO", False), ("PORTAL_ENVIRONMENT", "production")]
)
def test_command_is_refused_outside_a_demonstration(
    settings: LazySettings, name: str, value: object
) -> None:
    setattr(settings, name, value)

    with pytest.raises(CommandError):
        call_command("seed_demo", people=1)

    assert not records.Person.objects.exists()


def test_negative_number_of_people_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", people=-1)
