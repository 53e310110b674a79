"""From nothing to an account with a record, and the pages around passwords and addresses."""

import re

import pytest
from django.core import mail

from portal.records.models import Person
from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.journeys import applying
from tests.journeys.windows import Window

LINK = re.compile(r"https?://[^/]+(/account/\S+)")


def newest_link() -> str:
    """Return the address in the newest message."""
    found = LINK.search(mail.outbox[-1].body)
    assert found is not None
    return found.group(1)


def test_sign_up_leads_to_an_account_with_a_record(desktop: Window) -> None:
    page = desktop.page
    desktop.go("/account/signup/")
    desktop.see("sign-up")
    page.fill("[name=email]", "lena.marsh@example.org")
    page.fill("[name=password1]", "short")
    page.fill("[name=password2]", "shorter")
    applying.press(desktop, "Create account")
    desktop.see("sign-up-refused")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    applying.press(desktop, "Create account")
    desktop.see("check-your-email")
    desktop.go(newest_link())
    desktop.see("confirm-address")
    applying.press(desktop, "Yes, confirm")
    applying.sign_in(desktop, "lena.marsh@example.org")
    desktop.see("welcome")
    applying.follow(desktop, "Create my record")
    desktop.see("record")
    applying.press(desktop, "Create my record")
    desktop.see("record-refused")
    page.fill("[name=first_name]", "Lena")
    page.fill("[name=last_name]", "Marsh")
    for part, value in (("month", "4"), ("day", "9"), ("year", "1991")):
        page.fill(f"[name=birth_date_{part}]", value)
    applying.press(desktop, "Create my record")

    assert desktop.heading() == "Welcome, Lena"
    desktop.see("new-account")
    assert Person.objects.get().last_name == "Marsh"


@pytest.mark.proof
def test_forgotten_password_is_set_anew(desktop: Window, applicant: User) -> None:
    desktop.go("/account/password/reset/")
    desktop.see("forgotten")
    desktop.page.fill("[name=email]", applicant.email)
    desktop.click(desktop.page.locator("main form button"))
    desktop.see("forgotten-sent")
    desktop.go(newest_link())
    desktop.see("new-password")
    for field in ("password1", "password2"):
        desktop.page.fill(f"[name={field}]", "kettle seven maple window")
    desktop.click(desktop.page.locator("main form button[type=submit]"))
    desktop.see("new-password-done")
    desktop.go("/account/login/")
    applying.sign_in(desktop, applicant.username, "kettle seven maple window")

    assert desktop.path == "/account/"


@pytest.mark.long
@pytest.mark.parametrize(
    "path", ["/account/email/", "/account/password/change/", "/account/logout/"]
)
def test_page_of_the_account_is_accessible(desktop: Window, applicant: User, path: str) -> None:
    desktop.go(f"/account/login/?next={path}")
    applying.sign_in(desktop, applicant.username)

    assert desktop.path == path
    desktop.see(path.strip("/").replace("/", "-"))
