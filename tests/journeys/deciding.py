"""How a specialist finds an application in the staff area and decides on it."""

from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.accounts import PASSWORD
from tests.journeys.applying import press
from tests.journeys.windows import Window


def open_file(window: Window, specialist: User, application: Application) -> None:
    """Sign in to the staff area, and open the application from the queue."""
    window.go("/admin/")
    window.page.fill("[name=login]", specialist.username)
    window.page.fill("[name=password]", PASSWORD)
    press(window, "Sign in")
    window.click(window.page.get_by_role("link", name="Applications", exact=True).first)
    window.click(window.page.get_by_role("link", name=application.reference))
    window.click(window.page.get_by_role("button", name="Take it up"))


def decide(window: Window, outcome: str, reason: str = "") -> None:
    """Record the decision on the open application; an approval goes without the documents that nobody looked at."""
    window.page.get_by_label(outcome).check()
    if outcome == "Approve" and (marks := window.page.locator("[name=not_needed]").all()):
        for mark in marks:
            mark.check()
        reason = reason or "The papers were seen at the counter."
    if reason:
        window.page.get_by_label("Reason").fill(reason)
    window.click(window.page.get_by_role("button", name="Record the decision"))
