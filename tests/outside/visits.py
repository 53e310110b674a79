"""Run in a process of its own: ``build`` fills a database while the plugin is there, ``look`` tells what is seen.

The same looks are made with the plugin and without it; each answers with one line of JSON.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SERVICE = "snow_days.report"
BLOCK = {"type": "snow_days__closing", "value": {"town": "Windham", "days": 2}, "id": "b1"}
PAGE = "/admin/plugins/snow_days/"


def build() -> dict[str, Any]:
    """Make accounts, a draft and an application through HTTP, pages, and a row of the plugin's own; ask the kit."""
    from django.core.management import call_command  # deferred: Django is set up by main()
    from snow_days.models import Note

    from portal.accounts.roles import Role
    from portal.records.applications.models import Application
    from portal.sdk.testing import check_plugin
    from tests.factories.accounts import make_account
    from tests.factories.pages import make_article, make_service_page

    call_command("migrate", verbosity=0)
    for role in (Role.SPECIALIST, Role.EDITOR):
        make_account(role)
    make_article(title="Closings", slug="closings", body=json.dumps([BLOCK]))
    make_service_page(title="Report", slug="report", service_key=SERVICE)
    statuses = [start("drafting", ["closing"]), start("sent", ["closing", "statement", "review"])]
    for application in Application.objects.all():
        Note.objects.create(application=application, text=f"A note on {application.pk}.")
    return {
        "statuses": statuses,
        "sent": Application.objects.exclude(submitted_at=None).count(),
        "findings": [str(finding) for finding in check_plugin("snow_days")],
    }


def start(name: str, steps: list[str]) -> list[int]:
    """Go through some steps as somebody new, and return what each was answered with."""
    from django.test import Client

    from tests.factories.accounts import make_educator

    browser = Client()
    browser.force_login(make_educator(username=name))
    address = browser.post(f"/services/{SERVICE}/start/").headers["Location"]
    return [browser.post(f"{address}{step}/", form(step)).status_code for step in steps]


def form(step: str) -> dict[str, Any]:
    """Return what a browser posts for a step."""
    typed = {"closing-lost": "5.5", "closing-plan": "In June.", "statement-accepted": "on"}
    own = {"step_view-current_step": step, "step_version": 0, "statement-version": "1"}
    return {**own, **{name: value for name, value in typed.items() if name.startswith(step)}}


def look() -> dict[str, Any]:
    """Return what is seen now."""
    return look_at_pages() | look_at_applications() | look_at_definitions() | look_at_commands()


def as_user(name: str) -> Any:
    """Return the browser of somebody, signed in."""
    from django.test import Client

    from portal.users.models import User

    browser = Client()
    browser.force_login(User.objects.get(username=name))
    return browser


def look_at_pages() -> dict[str, Any]:
    """Look at public pages, the API and the admin, and save a page as an editor's tool would."""
    from django.test import Client

    from content.pages.article import ArticlePage

    visitor, specialist = Client(), as_user("specialist")
    article = ArticlePage.objects.get(slug="closings")
    seen = {
        "block": "Windham: closed for 2 days" in visitor.get("/closings/").content.decode(),
        "block in Spanish": "Windham: cerrado 2 días"
        in visitor.get("/es/closings/").content.decode(),
        "service page": "temporarily unavailable" not in visitor.get("/report/").content.decode(),
        "start": visitor.get(f"/services/{SERVICE}/start/").status_code,
        "api": read_json(visitor.get("/api/v1/plugins/snow_days/make-up?lost=5")),
        "described": "/plugins/snow_days/" in visitor.get("/api/v1/openapi.json").content.decode(),
        "admin": [specialist.get(PAGE).status_code, as_user("editor").get(PAGE).status_code],
        "notes": specialist.get(PAGE).content.decode().count("A note on"),
        "menu": f'"{PAGE}"' in specialist.get("/admin/").content.decode(),
    }
    article.save_revision().publish()
    field = ArticlePage._meta.get_field("body")
    saved = field.get_prep_value(ArticlePage.objects.get(slug="closings").body)
    return seen | {"saved": saved == [BLOCK]}


def read_json(answer: Any) -> Any:
    """Return what an address of the API answered, or its status."""
    return answer.json() if answer.status_code == 200 else answer.status_code


def look_at_applications() -> dict[str, Any]:
    """Look at a draft and an application as their owners and a specialist do; nothing may change."""
    from django.utils import timezone

    from portal.lifecycle.cases import get_case, plan_for
    from portal.plugins.guard import PluginFailedError
    from portal.records.applications.models import Application, StepAnswers

    draft = Application.objects.get(person__account__username="drafting")
    sent = Application.objects.get(person__account__username="sent")
    owner, address = as_user("drafting"), f"/applications/{draft.public_id}/"
    before = list(StepAnswers.objects.order_by("pk").values())
    seen = {
        "draft": owner.get(address).status_code,
        "draft is read": "In June." in owner.get(address).content.decode(),
        "step": owner.get(f"{address}statement/").status_code,
        "submit": owner.post(f"{address}review/", form("review")).status_code,
        "sent is read": "5.5"
        in as_user("sent").get(f"/applications/{sent.public_id}/").content.decode(),
        "file": as_user("specialist").get(f"/admin/applications/{sent.public_id}/").status_code,
    }
    try:
        plan_for(get_case(sent.pk, on=timezone.localdate()), "approved")
        seen["can be decided"] = True
    except PluginFailedError:
        seen["can be decided"] = False
    unchanged = list(StepAnswers.objects.order_by("pk").values()) == before
    still = not Application.objects.get(pk=draft.pk).submitted_at
    return seen | {"answers are as they were": unchanged and still}


def look_at_definitions() -> dict[str, Any]:
    """Look at the published version: readable, worded, and whether it could be published now."""
    from portal.definitions.checks import check_wizard
    from portal.definitions.rules.sentences import sentence
    from portal.definitions.serialization import dump_wizard, load_wizard
    from portal.records.wizards.models import WizardVersion

    row = WizardVersion.objects.get(wizard__key=SERVICE)
    spec = load_wizard(row.definition)
    condition = spec.step("closing").fields[1].condition
    assert condition is not None
    return {
        "needs": row.required_plugins,
        "as stored": dump_wizard(spec) == row.definition,
        "rule": sentence(condition, {"lost": "the closing"}),
        "errors": [str(error) for error in check_wizard(spec)],
    }


def look_at_commands() -> dict[str, Any]:
    """Run what an operator runs."""
    import io

    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("check")
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    written = io.StringIO()
    call_command("dumpdata", "records.application", stdout=written)
    return {"exported": len(json.loads(written.getvalue()))}


def erase() -> dict[str, Any]:
    """Delete a draft that the plugin has a row on, as core does; return rows that point nowhere."""
    from django.db import connection

    from portal.records.applications.models import Application, StepAnswers

    StepAnswers.objects.filter(application__person__account__username="drafting").delete()
    deleted, _by_model = Application.objects.filter(person__account__username="drafting").delete()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        dangling = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM snow_days_note")
        (notes,) = cursor.fetchone()
    return {"deleted": deleted, "dangling": dangling, "notes": notes}


def main() -> None:
    """Do what was asked for."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    acts = {"build": build, "look": look, "erase": erase}
    sys.stdout.write(f"\n{json.dumps(acts[sys.argv[1]]())}\n")


if __name__ == "__main__":
    main()
