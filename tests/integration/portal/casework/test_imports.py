"""Who may import: supervisors and administrators, nobody else; the menu and the list."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.imports import IMPORTS, as_csv, legacy_row, make_reference, told, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["supervisor", "admin"])
def test_imports_are_open_to(role: str, as_role: Callable[[str], Client]) -> None:
    browser = as_role(role)

    assert browser.get(IMPORTS).status_code == 200
    assert browser.get(f"{IMPORTS}new/").status_code == 200
    assert "/admin/imports/" in browser.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "role", ["specialist", "fiscal_clerk", "registry_verifier", "editor", "applicant", "analyst"]
)
def test_imports_are_closed_to(role: str, as_role: Callable[[str], Client]) -> None:
    browser = as_role(role)

    assert browser.get(IMPORTS).status_code in {302, 403}
    assert upload(browser, as_csv([legacy_row()])).status_code in {302, 403}
    assert "/admin/imports/" not in browser.get("/admin/", follow=True).content.decode()


def test_list_names_what_was_handed_in(as_role: Callable[[str], Client]) -> None:
    make_reference()
    browser = as_role("supervisor")
    upload(browser, as_csv([legacy_row()]), name="former-system.csv")

    assert "former-system.csv" in told(browser.get(IMPORTS))
