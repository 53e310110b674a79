"""Requests that no browser of ours sends: a refused host, NULs, numbers without end. Refused in words, never a 500."""

import uuid
from typing import Any

import pytest
from django.test import Client

from portal.records.applications.models import StepAnswers
from portal.users.models import User
from tests.integration.portal.wizards.conftest import START, Renewal

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "", "testserver@evil.example", "a b"]
)
def test_refused_host_gets_a_bad_request(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/account/login/", HTTP_HOST=host)

    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("key", ["%00", "certification.renew_professional%00", "a" * 5000, "UP"])
def test_service_that_cannot_exist_is_not_found(visitor: Client, key: str) -> None:
    assert visitor.get(f"/services/{key}/start/").status_code == 404


@pytest.mark.parametrize("number", ["\0", "A\0B", "x" * 10_000, "' OR 1=1"])
def test_start_ignores_what_is_no_certificate_number(renewal: Renewal, number: str) -> None:
    answer = renewal.client.post(START, {"credential": number})

    assert answer.headers["Location"] == renewal.url()


def test_nul_in_what_is_typed_is_left_out_when_it_is_kept(renewal: Renewal) -> None:
    renewal.complete("certificate")

    kept = renewal.client.post(
        renewal.url("contact") + "autosave/", {"contact-last_name": "Qu\0ill"}
    )
    left = renewal.client.post(
        renewal.url("contact"), {"contact-last_name": "Qu\0ill", "wizard_goto_step": ""}
    )

    assert (kept.status_code, left.status_code) == (200, 302)
    assert 'value="Quill"' in renewal.get("contact").content.decode()


def test_nul_typed_before_signing_in_does_not_lock_the_step(renewal: Renewal) -> None:
    renewal.complete("certificate")
    account = renewal.credential.person.account
    browser = Client()
    browser.post(renewal.url("contact"), {"contact-last_name": "Qu\0ill"})
    browser.force_login(account)

    assert browser.get(renewal.url("contact")).status_code == 200


@pytest.mark.parametrize("step", ["nothing", "review", "submitted", "a" * 300, "certificate-"])
def test_autosave_keeps_no_step_that_the_wizard_has_not(renewal: Renewal, step: str) -> None:
    answer = renewal.client.post(f"{renewal.url()}{step}/autosave/", {f"{step}-x": "1"})

    assert answer.status_code == 404
    assert not StepAnswers.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"contact-last_name": "x" * 30_000},
        {"contact-last_name": ["x" * 100] * 300},
        {f"contact-x{number}": "x" * 1_000 for number in range(90)},
    ],
)
def test_autosave_keeps_no_more_than_a_step_takes(renewal: Renewal, typed: dict[str, Any]) -> None:
    address = renewal.url("contact") + "autosave/"

    assert renewal.client.post(address, typed).status_code == 200
    assert StepAnswers.objects.get(step="contact").unfinished == {}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/records/auditevent/?q=%00",
        "/admin/records/person/?q=a%00b",
        "/admin/applications/?q=%00",
        "/admin/tag-autocomplete/?term=%00",
    ],
)
def test_staff_search_with_a_nul_is_a_bad_request(specialist: User, address: str) -> None:
    browser = Client()
    browser.force_login(specialist)

    assert browser.get(address).status_code == 400


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 30, str(uuid.UUID(int=0))])
def test_record_under_what_is_no_number_is_not_found(specialist: User, key: str) -> None:
    browser = Client()
    browser.force_login(specialist)

    assert browser.get(f"/admin/records/person/inspect/{key}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["offset=" + "9" * 23, "limit=" + "9" * 23, "child_of=" + "9" * 23]
)
def test_content_api_refuses_a_number_that_no_database_has(visitor: Client, query: str) -> None:
    assert visitor.get(f"/api/v3/pages/?{query}").status_code in {400, 422}
