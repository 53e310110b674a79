"""Shared records in the admin: listed, found, written by no address; with stock modeladmin as the control."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from types import ModuleType

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone
from wagtail_modeladmin.options import ModelAdmin

from config import urls
from portal.casework.registered.group import REGISTERED
from portal.records.audit.models import AuditEvent
from portal.records.models import (
    Application,
    Credential,
    EndorsementTerms,
    Membership,
    Organization,
    OrganizationTerms,
    PassingScore,
    Person,
)
from portal.users.models import User
from tests.factories.applications import make_application, shown_changes
from tests.factories.changes import CODE, line, propose
from tests.factories.evidence import (
    make_check,
    make_experience,
    make_qualification,
    make_received_document,
    make_test_result,
    make_training,
)
from tests.factories.records import (
    SINCE,
    dated,
    make_endorsement,
    make_instrument,
    make_mailing,
    make_name_rule,
    make_organization,
    make_payment_rule,
    make_retention,
)
from tests.integration.portal.casework.conftest import browser_of, closed_status

MODELS = [item.model for item in REGISTERED]
ACTS = ("create", "edit", "delete", "choose_parent", "history", "copy", "unpublish")


def address(model: type, act: str = "", key: object = "") -> str:
    """Return a modeladmin's address."""
    parts = [part for part in (act, str(key)) if part]
    return "/".join(["/admin/records", model._meta.model_name, *parts]) + "/"


@pytest.fixture
def filled(applicant: User, specialist: User) -> Application:
    """Return a decided application: with it every registered table has a row."""
    application = make_application(applicant)
    client = browser_of(specialist)
    given = {"outcome": "approved", **shown_changes(client, application)}
    client.post(f"/admin/applications/{application.public_id}/decide/", given)
    terms = {**dated(), "title": "Elementary Education"}
    endorsement = make_endorsement(CODE)
    PassingScore.objects.create(endorsement=endorsement, test_code="5001", **terms)
    organization = make_organization()
    OrganizationTerms.objects.create(organization=organization, name="Lakeside", **dated())
    make_name_rule()
    make_retention()
    make_payment_rule()
    make_mailing()
    make_instrument()
    propose(specialist)
    fill_evidence(application.person)
    return application


def fill_evidence(person: Person) -> None:
    """Give somebody an item of each kind, a membership and a document."""
    for make in (make_experience, make_qualification, make_training, make_test_result, make_check):
        make(person=person)
    organization = make_organization("school")
    Membership.objects.create(
        person=person, organization=organization, role="staff", starts_on=SINCE
    )
    make_received_document(person)


def rows() -> dict[str, list[dict[str, object]]]:
    """Return every row of every registered table."""
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in MODELS}


@pytest.mark.proof
def test_every_list_opens_and_every_row_can_be_read(admin: User, filled: Application) -> None:
    client = browser_of(admin)
    keys = {model: model._base_manager.values_list("pk", flat=True)[0] for model in MODELS}

    lists = [client.get(address(model)) for model in MODELS]
    details = [client.get(address(model, "inspect", key)) for model, key in keys.items()]

    assert [each.request["PATH_INFO"] for each in lists + details if each.status_code != 200] == []
    assert [each.request["PATH_INFO"] for each in details if b"button no" in each.content] == []


@pytest.mark.proof
def test_no_post_changes_anything(admin: User, filled: Application) -> None:
    client, before = browser_of(admin), rows()
    keys = {model: model._base_manager.values_list("pk", flat=True)[0] for model in MODELS}

    answers = [
        client.post(address(model, act, given), {"last_name": "Changed", "confirm": "yes"})
        for model, key in keys.items()
        for act in ("", "inspect", *ACTS)
        for given in ("", key)
    ]

    refused = {403, 404, 405, 422}
    assert [each.request["PATH_INFO"] for each in answers if each.status_code not in refused] == []
    assert rows() == before


@pytest.mark.parametrize("act", ["create", "edit", "delete", "inspect"])
def test_a_whole_proposal_posted_to_any_address_writes_no_reference_row(
    act: str, admin: User, filled: Application
) -> None:
    client, before = browser_of(admin), rows()
    key = "" if act == "create" else EndorsementTerms.objects.get().pk

    client.post(address(EndorsementTerms, act, key), {**line(), "reason": "The law changes."})

    after = rows()
    made = {name for name in after if len(after[name]) > len(before[name])}
    assert made <= {"ReferenceChange", "AuditEvent"}
    assert after["EndorsementTerms"] == before["EndorsementTerms"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_changes_anything(method: str, admin: User, filled: Application) -> None:
    client, before = browser_of(admin), rows()

    answers = {model: getattr(client, method)(address(model)) for model in MODELS}

    assert {model: answer.status_code for model, answer in answers.items()} == dict.fromkeys(
        MODELS, 405
    )
    assert rows() == before


class StockOrganizations(ModelAdmin):
    """What wagtail-modeladmin does by itself, as the control."""

    model = Organization
    base_url_path = "stock/organization"


@pytest.fixture
def stock() -> Iterator[str]:
    """Serve the stock admin of one model; return its address."""
    module = ModuleType("stock_urls")
    registered = StockOrganizations().get_admin_urls_for_registration()
    module.urlpatterns = [path("admin/", include(list(registered))), *urls.urlpatterns]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=module):
        yield "/admin/stock/organization/"


def test_stock_modeladmin_would_have_created_edited_and_deleted(admin: User, stock: str) -> None:
    client = browser_of(admin)

    client.post(f"{stock}create/", {"code": "STOCK", "kind": "school"})
    made = Organization.objects.get(code="STOCK")
    client.post(f"{stock}edit/{made.pk}/", {"code": "EDITED", "kind": "school"})
    assert Organization.objects.filter(pk=made.pk, code="EDITED").exists()
    client.post(f"{stock}delete/{made.pk}/")

    assert not Organization.objects.filter(pk=made.pk).exists()
    assert not AuditEvent.objects.filter(record_type="organization").exists()


def test_query_string_cannot_probe_hidden_columns(staff: Client, filled: Application) -> None:
    """Stock modeladmin filters by any path that a query string names."""
    for probe in ("account__password__startswith=zz", "birth_date__year=1200", "nonsense=1"):
        response = staff.get(f"{address(Person)}?{probe}")
        assert response.status_code == 200
        assert b"Maren Okafor-Lind" in response.content


@pytest.mark.parametrize(
    "query", ["o=1.-2", "o=99", "p=-3", "p=x", "p=99999999", "export=csv", "e=1"]
)
def test_odd_query_strings_break_nothing(staff: Client, filled: Application, query: str) -> None:
    response = staff.get(f"{address(Person)}?{query}")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("okafor", True),
        ("OKAFOR-LIND maren", True),
        ("maren okafor", True),
        ("Maren Q. Okafor-Lind", True),
        ("okafor-lind, maren q.", True),
        ("maren", False),
        ("kafor", False),
        ("%", False),
    ],
)
def test_people_are_found_by_the_beginning_of_their_name(
    staff: Client, filled: Application, typed: str, is_found: bool
) -> None:
    content = staff.get(address(Person), {"q": typed}).content

    assert (b"/admin/records/person/inspect/" in content) == is_found


@pytest.mark.parametrize("model", [Person, Credential])
def test_name_typed_with_one_slip_leads_to_who_was_meant(
    staff: Client, filled: Application, model: type
) -> None:
    missed = staff.get(address(model), {"q": "okafro-lind, maren"}).content.decode()
    asking = re.search(r'<a href="\?(q=[^"]+&amp;alike=1)">', missed)
    assert asking is not None

    with CaptureQueriesContext(connection) as queries:
        page = staff.get(f"{address(model)}?{unescape(asking[1])}").content.decode()

    assert len(queries) <= 8
    found = re.search(r'<a href="\?(q=[^"]+)"><bdi>Okafor-Lind, maren</bdi>', page)
    assert found is not None
    inspected = address(model, "inspect")
    assert inspected not in page
    assert inspected in staff.get(f"{address(model)}?{found[1]}").content.decode()


@pytest.mark.parametrize("typed", ["", "0123456789", "okafor", "R7Q4"])
def test_names_spelled_alike_are_not_offered_for(
    staff: Client, filled: Application, typed: str
) -> None:
    assert "alike=" not in staff.get(address(Person), {"q": typed}).content.decode()


def test_that_no_name_is_spelled_alike_is_said(staff: Client, filled: Application) -> None:
    page = staff.get(address(Person), {"q": "Smithers", "alike": "1"}).content.decode()

    assert "No name on record is spelled alike." in page


def test_list_that_is_not_sought_by_name_knows_no_names(staff: Client, filled: Application) -> None:
    page = staff.get(address(Membership), {"q": "okafro", "alike": "1"}).content.decode()

    assert "spelled alike" not in page


def test_search_uses_no_like(staff: Client, filled: Application) -> None:
    with CaptureQueriesContext(connection) as queries:
        staff.get(address(Person), {"q": "okafor"})

    searched = [query["sql"] for query in queries if "folded_last" in query["sql"]]
    assert len(searched) == 1  # a page of whom the name means, with their number
    assert not any(" LIKE " in sql for sql in searched)


@pytest.mark.parametrize("role", ["applicant", "editor", "fiscal_clerk", "analyst"])
def test_people_are_closed_to(
    role: str, as_role: Callable[[str], Client], filled: Application
) -> None:
    client = as_role(role)

    for url in (address(Person), address(Person, "inspect", filled.person_id)):
        response = client.get(url)
        assert response.status_code == closed_status(role)
        assert b"Maren" not in response.content


def test_registering_adds_no_statement_to_writes(db: None) -> None:
    """Stock modeladmin puts every write of a registered model into Wagtail's reference index."""
    with CaptureQueriesContext(connection) as queries:
        AuditEvent.objects.create(
            happened_at=timezone.now(), action="a.b", record_type="c", record_id="1"
        )

    assert len(queries) == 1


def test_group_editor_offers_no_permission_to_write_records(admin: User) -> None:
    group = Group.objects.create(name="Any")

    content = browser_of(admin).get(f"/admin/groups/edit/{group.pk}/").content.decode()

    assert "add_person" not in content
    assert "change_credential" not in content
