"""Keeps a large draft of a wizard and somebody signed in who may edit it, for a browser to open its form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.sized_definition import sized_wizard  # noqa: E402
from portal.definitions.building.drafts import columns_of  # noqa: E402
from portal.definitions.building.writing import write_draft  # noqa: E402
from portal.records.wizards.drafts import WizardDraft  # noqa: E402
from portal.users.models import User  # noqa: E402


def prepare(steps: int, questions: int) -> dict[str, Any]:
    """Keep a draft of so many steps of so many questions; return the address of its form, and a session."""
    sized = sized_wizard(steps, questions)
    spec = replace(sized, key=f"bureau.of_{steps}_steps")
    editor = User.objects.filter(username="editor").first() or User.objects.create_superuser(
        "editor", "editor@example.org", "x"
    )
    draft = WizardDraft(
        key=spec.key,
        live=False,
        has_unpublished_changes=True,
        **columns_of(spec, write_draft(spec)),
    )
    draft.save()
    draft.save_revision(user=editor)
    browser = Client()
    browser.force_login(editor)
    name = settings.SESSION_COOKIE_NAME
    session = {"name": name, "value": browser.cookies[name].value}
    return {"path": f"/admin/builder/edit/{draft.pk}/", "session": session}


if __name__ == "__main__":
    answer_requests({"prepare": prepare})
