"""What somebody who pays, a provider that tells, and the worker meet beside saboteurs that are ways to pay."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from sys import modules
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from benchmarks.cast import (
    Applicant,
    make_applicant,
    make_renewal_draft,
    open_browser,
    publish,
)
from benchmarks.paying_cast import make_owing
from benchmarks.probes.asked_of import unguard
from benchmarks.saboteurs import name_of
from config.schedule import reconcile_payments
from portal.notifications.regular import WORK, register_work
from portal.notifications.worker import deliver_until
from portal.payments import beginning, describing, inbox, methods, receiving, views
from portal.payments.contract import Notice, Webhook
from portal.payments.inbox import handle_notices, store_notice
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment, ProviderEvent
from portal.users.models import User

__all__ = ["PAID_BESIDE"]

OTHER = "portal.sandbox"
BODY = '{"id": "1"}'


def pay_page() -> dict[str, int]:
    """Open the payment page and staff's overview beside a method that cannot say what it is."""
    unguard(describing)
    owing, browser = _begin()
    shown = browser.get(_pay(owing))
    overseer = Client(HTTP_HOST="localhost", raise_request_exception=False)
    overseer.force_login(User.objects.get(username="overseer"))
    return {
        "status": shown.status_code,
        "other": int(OTHER in shown.content.decode()),
        "staff": overseer.get("/admin/payments/").status_code,
    }


def pay_start() -> dict[str, int]:
    """Begin to pay by the method that raises, then by another."""
    unguard(methods)
    return _begin_by("pay_start")


def pay_odd() -> dict[str, int]:
    """Begin to pay by the method that answers with nothing, then by another."""
    if os.environ.get(
        "SABOTEUR_UNCHECKED"
    ):  # whatever a method answers is taken for what was asked for
        asked = methods.ask
        beginning.ask = lambda method, _gives, *rest: asked(method, object, *rest)  # type: ignore[assignment,attr-defined]
    return _begin_by("pay_odd")


def pay_return() -> dict[str, int]:
    """Come back from the method that cannot be asked, try another, and once more when the attempt's time is over."""
    unguard(methods)
    owing, browser = _begin()
    browser.post(_pay(owing), {"method": _method_of("pay_return")})
    attempt = Payment.objects.get(application=owing)
    come_back = browser.get(f"{_pay(owing)}{attempt.public_id}/return/").status_code
    at_once = browser.post(_pay(owing), {"method": OTHER}).status_code
    Payment.objects.filter(pk=attempt.pk).update(expires_at=timezone.now())
    later = browser.post(_pay(owing), {"method": OTHER}).status_code
    return {"come_back": come_back, "at_once": at_once, "later": later, "kept": _is_kept(owing)}


def pay_hang() -> dict[str, float]:
    """Submit a renewal while somebody else waits for the method that hangs; return whether and after how long."""
    if os.environ.get("SABOTEUR_HELD"):  # a provider is asked inside the transaction
        views.begin_payment = transaction.atomic(views.begin_payment)  # type: ignore[attr-defined]
    owing, payer = _begin()
    other = make_applicant("hang-other")
    draft, browser = make_renewal_draft(other), open_browser(other)
    hanging = threading.Thread(
        target=payer.post, args=[_pay(owing), {"method": _method_of("pay_hang")}], daemon=True
    )
    hanging.start()
    time.sleep(0.5)
    began = time.monotonic()
    browser.post(f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"})
    draft.refresh_from_db()
    return {
        "seconds": time.monotonic() - began,
        "submitted": int(draft.submitted_at is not None),
        "begun": Payment.objects.filter(application=owing).count(),
        "hangs": int(hanging.is_alive()),
    }


def list_hang() -> dict[str, float]:
    """Let the worker compare providers and do one thing more; return whether and after how long that was done."""
    done: list[float] = []
    is_apart = not os.environ.get("SABOTEUR_UNTHREADED")
    WORK.clear()
    register_work("compare", every=timedelta(hours=1), do=reconcile_payments, is_apart=is_apart)
    register_work("own", every=timedelta(hours=1), do=lambda: done.append(time.monotonic()))
    stop, began = threading.Event(), time.monotonic()
    worker = threading.Thread(target=deliver_until, args=[stop], daemon=True)
    worker.start()
    while not done and time.monotonic() < began + 10:
        time.sleep(0.1)
    stop.set()
    worker.join(10)
    return {"done": len(done), "seconds": done[0] - began if done else 10}


def notice_crashes() -> dict[str, int]:
    """Send a notice to the address that raises, and twice more when its plugin is mended."""
    unguard(receiving)
    name = name_of("webhook_error")
    crashed = _tell(name)
    notice = Notice(event_id="1", kind="paid", method=f"{name}.crash", reference="1")
    offered = modules[f"{name}.webhooks"].WEBHOOKS
    offered["notices"] = Webhook(read=lambda _body, _headers: notice)
    repeated = [_tell(name) for _time in range(2)]
    kept = ProviderEvent.objects.filter(provider=notice.method).count()
    return {"crashed": crashed, "repeated": int(repeated == [200, 200]), "kept": kept}


def notice_waits() -> dict[str, int]:
    """Act on a notice of the method that cannot be asked, and on one behind it of another way to pay."""
    if os.environ.get("SABOTEUR_UNCONTAINED"):
        acted = inbox._act  # noqa: SLF001 - what contains it is taken away
        inbox._handle = lambda event, at: bool(acted(event, at))  # noqa: SLF001 - as above
    name = name_of("pay_return")
    taken, at = _tell(name), timezone.now()
    behind = Notice(event_id="behind", kind="sandbox.paid", method=OTHER, attempt="none of ours")
    store_notice(notice=behind, body=BODY, at=at)
    with suppress(Exception):  # a fault of the worker is what is counted
        handle_notices(at=timezone.now())
    waiting = ProviderEvent.objects.filter(handled_at=None)
    return {
        "taken": taken,
        "waits": waiting.filter(provider=f"{name}.crash", due_at__gt=at).count(),
        "behind": 1 - waiting.filter(event_id="behind").count(),
    }


def _begin() -> tuple[Application, Client]:
    """Return an application that owes something, and the browser of its applicant."""
    applicant: Applicant = make_applicant(f"payer{timezone.now():%H%M%S%f}")
    return make_owing(applicant, publish(3)), open_browser(applicant, is_raising=False)


def _begin_by(key: str) -> dict[str, int]:
    owing, browser = _begin()
    answer = browser.post(_pay(owing), {"method": _method_of(key)})
    return {
        "status": answer.status_code,
        "other": int(OTHER in answer.content.decode()),
        "later": browser.post(_pay(owing), {"method": OTHER}).status_code,
        "kept": _is_kept(owing),
    }


def _is_kept(owing: Application) -> int:
    """Tell whether the application stands as it was sent."""
    now = Application.objects.get(pk=owing.pk)
    return int((now.submitted_at, now.stage) == (owing.submitted_at, owing.stage))


def _tell(plugin_id: str) -> int:
    provider = Client(HTTP_HOST="localhost", raise_request_exception=False)
    address = f"/webhooks/{plugin_id}/notices/"
    return provider.post(address, BODY, content_type="application/json").status_code


def _pay(owing: Application) -> str:
    return f"/applications/{owing.public_id}/pay/"


def _method_of(key: str) -> str:
    return f"{name_of(key)}.crash"


PAID_BESIDE: tuple[Callable[..., Any], ...] = (
    pay_page,
    pay_start,
    pay_odd,
    pay_return,
    pay_hang,
    list_hang,
    notice_crashes,
    notice_waits,
)
