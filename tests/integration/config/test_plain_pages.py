"""Refusals and faults are shown in the portal's frame; the page for a fault needs neither request nor database."""

from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.parametrize("name", ["400.html", "413.html", "500.html", "403_csrf.html"])
def test_page_draws_without_request_and_database(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ensure_connection", Mock(side_effect=OperationalError))

    page = render_to_string(name, {})
    assert "<h1>" in page
    assert "State Educator Portal" in page


@pytest.mark.django_db
def test_unknown_address_gets_a_page_of_the_portal(visitor: Client) -> None:
    answer = visitor.get("/no-such-page/")
    assert answer.status_code == 404
    assert "We cannot find that page" in answer.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


@pytest.mark.django_db
def test_address_asked_the_wrong_way_says_so_and_names_the_right_ways(visitor: Client) -> None:
    answer = visitor.get("/i18n/setlang/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "This address cannot be asked that way" in answer.content.decode()
    assert visitor.get("/i18n/setlang/", headers={"accept": "application/json"}).content == b""
