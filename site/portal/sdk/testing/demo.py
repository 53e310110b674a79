"""The check of what a plugin adds to the demonstration: applications to its own services, whose places exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.operations.demo import DEMO_CAST
from portal.accounts.plugin_demo import DemoFiling, DemoFill
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_demo"]


def check_demo(subject: Subject) -> Iterator[Finding]:
    """Ask twice what is to be filed; nothing is kept. Whether an application can be sent is for `portal fill_demo`."""
    if subject.demo is not None:
        for fault in _faults(subject, subject.demo):
            yield Finding("demo", subject.plugin_id, fault)


def _faults(subject: Subject, fill: DemoFill) -> Iterator[str]:
    at = timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                filings, again = list(fill(at)), list(fill(at))
        except Exception as error:  # noqa: BLE001 - whatever it raises is the finding
            yield f"{type(error).__name__}: {error}"
            return
        finally:
            transaction.set_rollback(True)
    if filings != again:
        yield "something else is filed the second time"
    for filing in filings:
        yield from _wrong(subject, filing)


def _wrong(subject: Subject, filing: Any) -> Iterator[str]:
    if not isinstance(filing, DemoFiling):
        yield f"{filing!r} is no DemoFiling"
        return
    spec = next((each for each in subject.wizards if each.key == filing.service_key), None)
    if filing.account not in DEMO_CAST:
        yield f"nobody of the cast is called {filing.account}"
    if spec is None:
        yield f"{filing.service_key} is no wizard of this plugin"
        return
    places = {step.id: {step.id, *(field.id for field in step.fields)} for step in spec.steps}
    for step, given in filing.answers.items():
        if unknown := set(given) - places.get(step, set()) or set({step} - places.keys()):
            yield f"{filing.service_key}.{step} has no place {min(unknown)}"
