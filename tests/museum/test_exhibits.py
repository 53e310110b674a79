"""What is promised of exhibits themselves: small, the same everywhere, closed once released, and about nobody."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from portal.definitions.published import list_wizard_services
from portal.payments.pricing import quote_for
from portal.records.models import CredentialTypeTerms, Person, WizardVersion
from tests.factories.accounts import make_person
from tests.factories.credentials import make_type
from tests.museum.exhibits import (
    Exhibit,
    ExhibitClosedError,
    find_changed_migrations,
    list_exhibits,
    read_exhibit,
    write_exhibit,
)
from tests.museum.rows import empty_table, read_table, write_table

EXHIBITS = list_exhibits()
LARGEST_KB = 300
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)")


def list_definitions(exhibit: Exhibit) -> list[dict[str, Any]]:
    """Return the definitions of wizards that were published in an exhibit."""
    table = exhibit.tables[WizardVersion._meta.db_table]
    at = [column for column, _kind in table["columns"]].index("definition")
    return [row[at] for row in table["rows"]]


@pytest.fixture
def exhibit() -> Exhibit:
    """Return the oldest exhibit."""
    return read_exhibit(EXHIBITS[0])


@pytest.mark.parametrize("file", EXHIBITS, ids=lambda file: file.name)
def test_exhibit_is_small_and_about_nobody(file: Path) -> None:
    exhibit = read_exhibit(file)

    assert file.stat().st_size < LARGEST_KB * 1024
    domains = set(ADDRESS.findall(str(exhibit.tables)))
    assert {domain for domain in domains if not domain.endswith("example.org")} == set()


def test_exhibit_that_is_written_again_is_the_same_file(exhibit: Exhibit, tmp_path: Path) -> None:
    first = write_exhibit(exhibit, tmp_path).read_bytes()

    assert write_exhibit(exhibit, tmp_path).read_bytes() == first
    assert read_exhibit(tmp_path / f"{exhibit.release}.json.gz") == exhibit


def test_exhibit_of_a_release_is_never_taken_again(exhibit: Exhibit, tmp_path: Path) -> None:
    write_exhibit(replace(exhibit, is_released=True), tmp_path)

    with pytest.raises(ExhibitClosedError):
        write_exhibit(exhibit, tmp_path)


@pytest.mark.django_db
def test_migration_that_has_changed_since_its_release_is_named(exhibit: Exhibit) -> None:
    edited = replace(exhibit, sources={"records.0001_initial": "of another file"})

    assert find_changed_migrations(replace(edited, is_released=True)) == ["records.0001_initial"]
    assert find_changed_migrations(edited) == []


@pytest.mark.django_db
@pytest.mark.parametrize("file", EXHIBITS, ids=lambda file: file.name)
def test_version_without_fees_costs_what_its_service_costs_by_its_definition(file: Path) -> None:
    on = timezone.localdate()
    offered = {service.spec.key: service.spec for service in list_wizard_services()}
    stored = list_definitions(read_exhibit(file))
    before_fees = [data["key"] for data in stored if "fees" not in data]

    charged = {
        key: (quote_for(key, on=on), quote_for(key, offered[key].fees, on=on))
        for key in before_fees
        if key in offered and offered[key].fees
    }

    assert charged
    assert {key: quote for key, quote in charged.items() if quote[0] != quote[1]} == {}


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("model", [Person, WizardVersion, CredentialTypeTerms])
def test_rows_come_back_as_they_were(model: type) -> None:
    make_person(email="maren@example.org")
    make_type()
    before = read_table(model)

    with transaction.atomic():
        empty_table(model._meta.db_table)
        assert read_table(model)["rows"] == []
        write_table(model._meta.db_table, before, {})

    assert before["rows"]
    assert read_table(model) == before
