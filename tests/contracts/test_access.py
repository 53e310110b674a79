"""Who gets past which door: every address × method × role, on one's own and on somebody else's record.

Each address belongs to a class of the table below; one that is in no class fails, so that a new door is thought about.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client

from config import urls
from portal.accounts.roles import ROLES, Role
from portal.casework.permissions import PermissionGuard
from portal.lifecycle import runs
from portal.payments.sandbox import PROVIDER
from portal.records.applications.models import Application
from portal.records.evidence.models import Training
from portal.records.ledger.entries import Receipt
from portal.users.models import User
from portal.wizards import availability
from tests.contracts.doors import (
    ADMIN,
    ADMIN_WITHOUT_ACCOUNT,
    ASSIGNING,
    BRANCHES,
    CLOSED,
    DECIDING,
    DOORS,
    FILE,
    IMPORTING,
    OPEN,
    OTHER,
    OVERSEEING,
    OWN,
    OWNER,
    PAGES,
    PAYING,
    PERSON,
    PROPOSING,
    PUBLIC,
    QUEUE,
    RECORDS,
    RELEASING,
    SENDING,
    SETTLING,
    SIGN_IN,
    SIGNED_IN,
    VERIFYING,
    VISITOR,
    Door,
)
from tests.contracts.routes import fill_route, list_routes
from tests.factories.accounts import make_account, make_educator
from tests.factories.applications import SERVICE, make_application, make_draft
from tests.factories.asked import employ
from tests.factories.documents import receive
from tests.factories.evidence import make_training
from tests.factories.records import AT, make_use
from tests.integration.portal.records.cases_of_money import paid

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TO_SIGN_IN = ("/account/login/?next=", "/admin/login/?next=")
NO_SUCH_ACT = HTTPStatus.METHOD_NOT_ALLOWED


RECORD = re.compile(r"admin/\^records/(\w+)/")
PROPOSAL = re.compile(r"terms/(create|edit)/|passingscore/(create|edit)/")


def find_door(route: str) -> Door | None:
    """Return the class of a route, or None for one nobody has thought about."""
    if route in DOORS:
        return DOORS[route]
    if record := RECORD.match(route):
        return PROPOSING if PROPOSAL.search(route) else RECORDS.get(record[1])
    if route.startswith(
        (
            *("admin/applications", "admin/evidence", "admin/imports", "admin/plugins"),
            *("admin/payments", "admin/settlements", "admin/reports/links"),
        )
    ):
        return None
    if route in ADMIN_WITHOUT_ACCOUNT:
        return PUBLIC
    return next((door for start, door in BRANCHES if route.startswith(start)), None)


def test_every_address_has_a_class() -> None:
    assert [route for route in list_routes() if find_door(route) is None] == []


@pytest.mark.parametrize(
    "route",
    [
        "new/",
        "account/export/",
        "applications/<uuid:public_id>/documents/",
        "admin/applications/<uuid:public_id>/refund/",
        "admin/evidence/<slug:kind>/forget/",
        "admin/imports/<uuid:public_id>/undo/",
        "admin/plugins/remove/",
        "admin/reports/links/mend/",
        "admin/^records/payment/$",
    ],
)
def test_address_that_nobody_classed_is_noticed(route: str) -> None:
    assert find_door(route) is None


def test_table_names_no_address_that_is_gone() -> None:
    routes = set(list_routes())

    assert (set(DOORS) | ADMIN_WITHOUT_ACCOUNT) - routes == set()


@dataclass
class Cast:
    """Everybody, with a draft and a submitted application of the applicant, which claims an item.

    Both hold documents; the submitted one is paid. In a third one, somebody else was asked.
    """

    draft: Application
    submitted: Application
    asked: Application
    item: Training
    receipt: Receipt
    users: dict[str, User | None] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)

    def address(self, route: str) -> str:
        """Return an address of the route, about the applicant's records."""
        parts = ("/replace/", "/pay/", "/receipts/")
        is_about_sent = route.startswith("admin/") or any(part in route for part in parts)
        application = self.submitted if is_about_sent else self.draft
        person = application.person
        record = RECORD.match(route)
        keys = {"person": person.pk, "application": application.pk}
        keys["credential"] = application.credential_id or 1
        use = application.document_uses.get()
        is_file = route.startswith("account/documents/")
        values = {
            "public_id": use.document.public_id if is_file else application.public_id,
            "request_id": self.asked.requests.get().pk,
            "use_id": use.pk,
            "step": "certificate",
            "service_key": SERVICE,
            "number": self.receipt.number if "/receipts/" in route else self.certificate,
            "attempt": self.receipt.payment.public_id,
            "instance_pk": keys.get(record[1], 1) if record else 1,
            "kind": "training",
            "item_id": self.item.pk,
        }
        if "/requests/" in route:
            values["public_id"] = self.asked.public_id
        return fill_route(route, values)

    @property
    def certificate(self) -> str:
        """Return the number of the certificate that both are about."""
        credential = self.submitted.credential
        return credential.number if credential else ""

    def browser(self, name: str) -> Client:
        """Return the browser of somebody, signed in."""
        if name not in self.browsers:
            self.browsers[name] = client = Client(raise_request_exception=False)
            if (user := self.users[name]) is not None:
                client.force_login(user)
        return self.browsers[name]


@pytest.fixture(autouse=True)
def _refusals_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer what is refused with its status alone: drawing the page a thousand times would take most of the time."""
    for status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        refuse = partial(_refuse, status=status)
        monkeypatch.setattr(urls, f"handler{status.value}", refuse, raising=False)


def _refuse(request: HttpRequest, exception: Exception, *, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture
def cast(db: None) -> Cast:
    """Return everybody."""
    owner = make_educator(username=OWNER)
    draft, submitted = make_draft(owner), make_application(owner)
    item = make_training(person=owner.person, application_reference=submitted.reference)
    for application in (draft, submitted):
        clean = {"scan_state": "clean", "scanned_at": AT}
        document = receive(b"%d" % application.pk, owner.person, **clean)
        make_use(document=document, application=application)
    payment = paid(application=submitted, method=PROVIDER)
    receipt = Receipt.objects.create(payment=payment, number="R1", cents=5_000, issued_at=AT)
    _browser, asked = employ(owner)
    cast = Cast(draft, submitted, asked, item, receipt)
    cast.users = {VISITOR: None, OWNER: owner}
    cast.users[OTHER] = make_educator(username=OTHER, first_name="Tobias", last_name="Quill")
    for role in Role:
        if role is not Role.APPLICANT:
            cast.users[role.value] = make_account(role)
    return cast


def tell(answer: Any, user: User | None) -> str:
    """Return what an answer amounts to."""
    where = answer.headers.get("Location", "")
    if answer.status_code == HTTPStatus.UNAUTHORIZED or where.startswith(TO_SIGN_IN):
        return SIGN_IN if user is None else CLOSED
    if answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND} or where == "/admin/":
        return CLOSED
    return OPEN if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else "fault"


def list_staff() -> list[str]:
    """Return who works at the bureau."""
    return [role.value for role in Role if ROLES[role].works_here]


def try_doors(
    cast: Cast, routes: list[str], names: list[str], methods: tuple[str, ...] = METHODS
) -> list[tuple[str, ...]]:
    """Try each method of each route as each of the names, and return what nobody expected."""
    unexpected: list[tuple[str, ...]] = []
    for route in routes:
        door, address = find_door(route), cast.address(route)
        assert door is not None
        cache.clear()
        for name in names:
            for method in methods:
                answer = cast.browser(name).generic(method, address)
                if "logout" in route:
                    cast.browsers.clear()
                told = tell(answer, cast.users[name])
                if answer.status_code == NO_SUCH_ACT or told in door.expect(name, cast.users[name]):
                    continue
                unexpected.append((name, method, address, told, str(answer.status_code)))
    return unexpected


def routes_of(*doors: Door) -> list[str]:
    """Return the routes of some classes."""
    return [route for route in list_routes() if find_door(route) in doors]


@pytest.mark.proof
def test_what_belongs_to_somebody_opens_to_nobody_else(cast: Cast) -> None:
    assert try_doors(cast, routes_of(OWN), list(cast.users)) == []


def test_matrix_notices_a_page_that_forgets_whose_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = cast.users[OWNER]
    assert owner is not None
    monkeypatch.setattr(availability, "get_run", lambda key, **_owner: runs.get_run(key, owner.pk))

    found = try_doors(cast, ["applications/<uuid:public_id>/"], [OWNER, OTHER, "admin"])

    assert {name for name, *_rest in found} == {OTHER, "admin"}


@pytest.mark.proof
def test_account_pages_open_to_whoever_is_signed_in(cast: Cast) -> None:
    assert try_doors(cast, routes_of(SIGNED_IN), [VISITOR, OTHER, "specialist"]) == []


@pytest.mark.proof
@pytest.mark.parametrize(
    "door",
    [
        *(QUEUE, PAYING, SENDING, SETTLING, FILE, PERSON, DECIDING, ASSIGNING, PROPOSING),
        *(VERIFYING, OVERSEEING, RELEASING, IMPORTING),
    ],
    ids=lambda door: "+".join(door.permissions),
)
def test_staff_screens_open_to_those_with_the_permission(cast: Cast, door: Door) -> None:
    own = [route for route in routes_of(door) if not RECORD.match(route)]
    records = [route for route in routes_of(door) if RECORD.match(route)]

    assert try_doors(cast, own, [VISITOR, OWNER, *list_staff()]) == []
    assert try_doors(cast, records, [VISITOR, OWNER, *list_staff()], ("GET", "POST")) == []


@pytest.mark.parametrize("name", [role.value for role in Role if not ROLES[role].works_here])
def test_queue_is_closed_to_everybody_who_does_not_work_here(cast: Cast, name: str) -> None:
    assert try_doors(cast, ["admin/applications/"], [name]) == []


@pytest.mark.proof
def test_report_of_links_opens_to_those_who_edit_pages(cast: Cast) -> None:
    assert try_doors(cast, routes_of(PAGES), [VISITOR, OWNER, *list_staff()]) == []


@pytest.mark.proof
def test_matrix_notices_a_staff_screen_without_its_guard(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(PermissionGuard, "dispatch")

    found = try_doors(cast, ["admin/applications/<uuid:public_id>/"], list_staff())

    assert {name for name, *_rest in found} == {
        *("fiscal_clerk", "editor", "coaches_editor", "content_reviewer")
    }


@pytest.mark.proof
def test_the_admin_is_closed_to_visitors_and_applicants(cast: Cast) -> None:
    # Wagtail's guard stands before any method is looked at.
    assert try_doors(cast, routes_of(ADMIN), [VISITOR, OWNER], ("GET", "POST")) == []


@pytest.mark.proof
def test_public_addresses_answer_everybody_without_a_fault(cast: Cast) -> None:
    assert try_doors(cast, routes_of(PUBLIC), [VISITOR, OWNER]) == []
