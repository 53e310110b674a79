"""Check of a plugin's going and coming back: versions and drafts survive, and nothing is published twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.apps import apps

from portal.definitions.serialization import dump_wizard
from portal.definitions.spec import WizardSpec
from portal.plugins import registry
from portal.records.applications.models import Application, StepAnswers
from portal.records.audit.models import AuditEvent
from portal.records.wizards.models import Wizard, WizardVersion
from portal.sdk.testing.cast import make_applicant, nothing_kept, open_browser
from portal.sdk.testing.reaching import Path, find_paths
from portal.sdk.testing.subject import Finding, Subject, read_wizards_again
from portal.sdk.testing.walking import Walk, WentWrongError, publish
from portal.wizards.addresses import application_url

__all__ = ["check_reinstall", "without_plugin"]


@contextmanager
def without_plugin(plugin_id: str) -> Iterator[None]:
    """Let the portal run as if the plugin were not installed."""

    installed: Any = vars(registry).get("apps", apps)

    class Others:
        """The registry of apps without one plugin."""

        def get_app_configs(self) -> list[Any]:
            return [each for each in installed.get_app_configs() if each.label != plugin_id]

        def __getattr__(self, name: str) -> Any:
            return getattr(installed, name)

    with mock.patch.object(registry, "apps", Others()):
        yield


def check_reinstall(subject: Subject) -> Iterator[Finding]:
    """Publish, begin drafts, take the plugin away, bring it back: rows are the same throughout."""
    if not subject.wizards:
        return
    with nothing_kept():
        yield from list(_find_changes(subject))


def _find_changes(subject: Subject) -> Iterator[Finding]:
    publish(subject)
    try:
        drafts = [_begin(spec) for spec in subject.wizards]
    except WentWrongError as error:
        yield Finding("reinstall", subject.plugin_id, str(error))
        return
    before = _rows()
    with without_plugin(subject.plugin_id):
        for walk, _path in drafts:
            yield from _find_missing_faults(walk)
        if _rows() != before:
            yield Finding("reinstall", subject.plugin_id, "rows changed while it was away")
    again = read_wizards_again(subject)
    for spec, fresh in zip(subject.wizards, again, strict=False):
        if dump_wizard(spec) != dump_wizard(fresh):
            yield Finding("reinstall", spec.key, "is defined otherwise by the next process")
    publish(subject, again)
    if _rows() != before:
        yield Finding("reinstall", subject.plugin_id, "something is published a second time")
    for walk, path in drafts:
        yield from _find_draft_faults(walk, path)


def _begin(spec: WizardSpec) -> tuple[Walk, Path]:
    applicant = make_applicant(spec)
    walk, path = Walk(applicant, spec), find_paths(spec, applicant.context())[0]
    walk.save(path.steps[0], path.answers[path.steps[0].id])
    return walk, path


def _find_missing_faults(walk: Walk) -> Iterator[Finding]:
    """Open the service's start and the draft while the plugin is away."""
    browser, key = open_browser(walk.applicant), walk.spec.key
    start = browser.get(f"/services/{key}/start/").status_code
    if start != 503:
        yield Finding("reinstall", key, f"its start answers {start} instead of 503 while away")
    draft = browser.get(application_url(walk.public_id)).status_code
    if draft >= 500 and draft != 503:
        yield Finding("reinstall", key, f"its drafts answer {draft} while away")


def _find_draft_faults(walk: Walk, path: Path) -> Iterator[Finding]:
    try:
        for step in path.steps:
            walk.save(step, path.answers[step.id])
    except WentWrongError as error:
        yield Finding("reinstall", walk.spec.key, f"its draft does not go on: {error}")


def _rows() -> list[Any]:
    """Return everything that publishing and answering writes."""
    return [
        list(Wizard.objects.order_by("pk").values()),
        list(WizardVersion.objects.order_by("pk").values()),
        list(Application.objects.order_by("pk").values()),
        list(StepAnswers.objects.order_by("pk").values()),
        AuditEvent.objects.count(),
    ]
