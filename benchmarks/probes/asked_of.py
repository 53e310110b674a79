"""A portal beside saboteurs whose questions, rules, blocks, pages, cards and operations raise when they are asked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import nullcontext
from types import ModuleType
from typing import Any

from django.test import Client
from django.utils import timezone
from ninja import NinjaAPI

from benchmarks.cast import get_home, make_applicant, open_browser
from benchmarks.saboteurs import name_of
from content.pages.article import ArticlePage
from portal.accounts import cards
from portal.api import offered as routers
from portal.casework import offered as admin_pages
from portal.definitions import rule_functions, syncing
from portal.definitions.fields import offered as questions
from portal.definitions.publishing import publish_wizard
from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application, StepAnswers
from portal.records.wizards.models import Wizard
from portal.sdk import blocks
from portal.sdk.rules import call
from portal.sdk.wizards import FieldSpec, StepSpec, Text, WizardSpec, answer, gt, text
from portal.users.models import User

__all__ = ["ASKED_OF", "unguard"]

WORDS = "Words beside the block"


def question() -> dict[str, Any]:
    """Open and post a step that asks a saboteur's question; return both statuses and what is kept before it."""
    unguard(questions)
    kind = f"{name_of('field_error')}.crash"
    draft, browser = _begin(_wizard("question", FieldSpec(id="odd", type=kind, label=_label())))
    address = f"/applications/{draft.public_id}/second/"
    opened = browser.get(address).status_code
    posted = browser.post(
        address, {"step_view-current_step": "second", "step_version": "0", "second-odd": "x"}
    )
    kept = StepAnswers.objects.filter(application=draft, answers={"first": 4}).count()
    return {"opened": opened, "posted": posted.status_code, "kept": kept}


def rule() -> dict[str, Any]:
    """Answer a step of which one question rests on a saboteur's function; return the status and what is kept."""
    unguard(rule_functions)
    function = f"{name_of('rule_error')}.crash"
    asked = FieldSpec(
        id="odd", type="text", label=_label(), condition=gt(call(function, answer("first")), 3)
    )
    draft, browser = _begin(
        _wizard("rule", FieldSpec(id="usual", type="text", label=_label()), asked)
    )
    posted = browser.post(
        f"/applications/{draft.public_id}/second/",
        {"step_view-current_step": "second", "step_version": "0", "second-usual": "x"},
    )
    kept = StepAnswers.objects.filter(application=draft, answers={"usual": "x"}).count()
    return {"status": posted.status_code, "kept": kept}


def block() -> dict[str, Any]:
    """Open an article with a saboteur's block in it; return the status and whether the rest is shown."""
    unguard(blocks)
    stored = [
        {"type": f"{name_of('block_error')}__crash", "value": "P", "id": "1"},
        {"type": "text", "value": f"<p>{WORDS}</p>", "id": "2"},
    ]
    facts = {"title": "T", "slug": "saboteur-block", "summary": "S", "body": json.dumps(stored)}
    page = get_home().add_child(instance=ArticlePage(**facts))
    shown = Client(HTTP_HOST="localhost", raise_request_exception=False).get(page.url)
    return {"status": shown.status_code, "rest": int(WORDS in shown.content.decode())}


def admin_page() -> dict[str, int]:
    """Ask for the saboteur's page as an overseer; return its status and that of the admin's home."""
    unguard(admin_pages)
    overseer = Client(HTTP_HOST="localhost", raise_request_exception=False)
    overseer.force_login(User.objects.get(username="overseer"))
    address = f"/admin/plugins/{name_of('admin_error')}/"
    return {
        "page": overseer.get(address).status_code,
        "admin": overseer.get("/admin/").status_code,
    }


def operation() -> dict[str, int]:
    """Ask for the saboteur's operation, and for what the portal itself offers; return both statuses."""
    visitor = Client(HTTP_HOST="localhost", raise_request_exception=False)
    crashed = visitor.get(f"/api/v1/plugins/{name_of('api_error')}/crash")
    return {"own": visitor.get("/api/v1/services").status_code, "crashed": crashed.status_code}


def routers_mounted() -> int:
    """Mount what plugins offer in a new API, as a start does; return whether it could be made."""
    unguard(routers)
    try:
        routers.add_offered_routers(NinjaAPI(urls_namespace="probe"))
    except Exception:  # noqa: BLE001 - a fault of the start is what is counted
        return 0
    return 1


def account_page() -> int:
    """Open the account page of somebody new; return its status."""
    unguard(cards)
    return open_browser(make_applicant("holder"), is_raising=False).get("/account/").status_code


def published() -> int:
    """Publish what plugins bring, as a start does; return how many wizards are on offer, 0 where it failed."""
    if os.environ.get("SABOTEUR_ASKED"):
        syncing.parked_on_failure = lambda *_args, **_facts: nullcontext()  # type: ignore[assignment,attr-defined]
    try:
        return len(syncing.sync_plugins(at=timezone.now()))
    except Exception:  # noqa: BLE001 - as above
        return 0


def unguard(module: ModuleType, variable: str = "SABOTEUR_ASKED") -> None:
    """In the control, call what the plugin offers as it is."""
    if os.environ.get(variable):
        for guard in ("call_pure", "call_decorating", "call_on_input"):
            if hasattr(module, guard):
                setattr(module, guard, _call)


def _call(_place: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def _label() -> Text:
    return text("Q", "P")


def _wizard(name: str, *fields: FieldSpec) -> WizardSpec:
    first = FieldSpec(id="first", type="integer", label=_label())
    return WizardSpec(
        key=f"benchmark.{name}",
        title=text("Beside a saboteur", "Junto a un saboteador"),
        summary=text("Measured, never offered.", "Se mide, no se ofrece."),
        steps=(
            StepSpec(id="first", title=text("First", "Primero"), fields=(first,)),
            StepSpec(id="second", title=text("Second", "Segundo"), fields=fields),
        ),
    )


def _begin(spec: WizardSpec) -> tuple[Application, Client]:
    """Publish a wizard and return somebody's draft of it whose first step is answered."""
    at, applicant = timezone.now(), make_applicant(spec.key.replace(".", "-"))
    publish_wizard(
        spec=spec, origin=Wizard.Origin.EDITOR, required_plugins={}, actor_id=None, at=at
    )
    draft = start_draft(
        person_id=applicant.person_id, service_key=spec.key, credential_number=None, at=at
    )
    StepAnswers.objects.create(
        application=draft,
        step="first",
        version=1,
        answers={"first": 4},
        checked_at=at,
        saved_at=at,
    )
    return draft, open_browser(applicant, is_raising=False)


unguard(routers, "SABOTEUR_MOUNTED")  # before the portal mounts them
ASKED_OF: tuple[Callable[..., Any], ...] = (
    question,
    rule,
    block,
    admin_page,
    operation,
    routers_mounted,
    account_page,
    published,
)
