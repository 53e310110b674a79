"""The peer of P4: wagtail.contrib.forms with as many submissions of twelve answers, exported by its own list."""

from __future__ import annotations

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from wagtail.contrib.forms.models import FormSubmission  # noqa: E402
from wagtail.models import Page  # noqa: E402

from benchmarks.peers.forms.models import FormField, FormPage  # noqa: E402
from benchmarks.probes.exporting_at_size import measure_stream  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.users.models import User  # noqa: E402

ANSWERS = {
    "first_name": "Maria",
    "last_name": "Garcia",
    "email": "m@example.org",
    "phone": "860-555-0101",
    "birth_date": "1980-01-02",
    "district": "Hamden",
    "town": "Hamden",
    "role": "Teacher",
    "degree": "Bachelor of Arts",
    "years": "7",
    "statement": "I teach. " * 30,
    "agree": True,
}
BATCH = 5_000
browser = Client(HTTP_HOST="localhost")


def prepare(rows: int) -> str:
    """Make the tables, a page and its submissions; return the address of their list."""
    with connection.schema_editor() as editor:
        for model in (FormPage, FormField, FormSubmission):
            editor.create_model(model)
    page = FormPage(title="Apply", slug="apply")
    Page.objects.get(depth=1).add_child(instance=page)
    for place, name in enumerate(ANSWERS):
        FormField.objects.create(
            page=page, sort_order=place, label=name, clean_name=name, field_type="singleline"
        )
    for start in range(0, rows, BATCH):
        FormSubmission.objects.bulk_create(
            FormSubmission(page=page, form_data=ANSWERS) for _row in range(min(BATCH, rows - start))
        )
    browser.force_login(User.objects.create_superuser("clerk", "clerk@example.org", "x"))
    return f"/admin/forms/submissions/{page.pk}/"


def export(address: str) -> dict[str, float]:
    """Export all as CSV; return what it cost."""
    browser.get(address)
    return measure_stream(lambda: browser.get(address, {"export": "csv"}))


if __name__ == "__main__":
    answer_requests({"prepare": prepare, "export": export})
