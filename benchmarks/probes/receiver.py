"""Says who sends files over HTTP to a server on the same database, and what that server has kept."""

from __future__ import annotations

from datetime import timedelta

from config.loading import load_apps

load_apps()

from django.utils import timezone  # noqa: E402 (the apps are loaded above)

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.records.documents.consistency import check_documents  # noqa: E402
from portal.records.documents.models import Document  # noqa: E402

PATH = "/account/documents/"


def sign_in() -> dict[str, str]:
    """Return the address of the form, and the cookies and token of somebody who may send it."""
    browser = open_browser(make_applicant("sender"))
    browser.get(PATH)
    cookies = {name: each.value for name, each in browser.cookies.items()}
    return {
        "path": PATH,
        "cookies": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "token": next(value for name, value in cookies.items() if "csrf" in name),
    }


def kept() -> list[str]:
    """Return the names of the files on record."""
    return list(Document.objects.order_by("id").values_list("original_name", flat=True))


def faults() -> int:
    """Return in how many ways rows and files disagree, whatever their age."""
    return len(list(check_documents(at=timezone.now() + timedelta(days=2), every_file=True)))


if __name__ == "__main__":
    answer_requests({each.__name__: each for each in (sign_in, kept, faults)})
