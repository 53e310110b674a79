"""Nine pages of a new Wagtail project, asked for inside that project; prints how many of them are faults.

Run by its path, with the project's folder on the path: nothing of the portal can be imported here.
"""

from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402 (the apps are loaded above)
from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402

PAGES = (
    "/",
    "/one/",
    "/two/",
    "/three/",
    "/search/?query=one",
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/account/",
)


def count_faults() -> int:
    """Add three pages and a superuser, and return of how many pages the answer is a fault."""
    overseer = get_user_model().objects.create_superuser("overseer", "overseer@example.org", "x")
    page_model: Any = apps.all_models["home"]["homepage"]
    home = page_model.objects.get()
    for slug in ("one", "two", "three"):
        home.add_child(instance=page_model(title=slug, slug=slug))
    browser = Client(raise_request_exception=False, SERVER_NAME="localhost")
    browser.force_login(overseer)
    return sum(_is_fault(browser, page) for page in PAGES)


def _is_fault(browser: Client, page: str) -> bool:
    """Return whether a web server would answer with a fault: also where no handler is reached."""
    try:
        return browser.get(page).status_code >= 400
    except Exception:  # noqa: BLE001 (whatever leaves the application)
        return True


if __name__ == "__main__":
    print(count_faults())
