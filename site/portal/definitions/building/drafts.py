"""Drafts as rows: what of them makes a definition, a new one from nothing or from a definition, and their keys."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.definitions.building.data import DraftData
from portal.definitions.building.naming import make_name
from portal.definitions.building.writing import write_draft
from portal.definitions.offers import offered_wizards
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import WizardSpec
from portal.records.audit.operations import record_event
from portal.records.wizards.drafts import WizardDraft
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = [
    "BUREAU",
    "DraftExistsError",
    "columns_of",
    "data_of",
    "follow_title",
    "make_key",
    "start_draft",
]

BUREAU = "bureau"
"""What the keys of wizards begin with that editors make; no plugin may have this id."""
STREAMS = ("steps", "terms", "fees", "private", "messages")
PAIRS = ("title", "summary", "confirmation")
PLAIN = (
    "minutes",
    "reviewers",
    "needs_settled_evidence",
    "applicants",
    "drafts",
    "opens_on",
    "closes_on",
)


class DraftExistsError(ValueError):
    """Somebody has begun to change this wizard already; ``draft`` is where."""

    def __init__(self, draft: WizardDraft) -> None:
        super().__init__(draft.key)
        self.draft = draft


def data_of(draft: WizardDraft) -> DraftData:
    """Return what of a draft, or of one of its revisions, makes its definition."""
    facts: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN}
    for name in PAIRS:
        facts[name] = {"en": getattr(draft, f"{name}_en"), "es": getattr(draft, f"{name}_es")}
    streams = {name: _stored(getattr(draft, name)) for name in STREAMS}
    return DraftData(
        key=draft.key, facts=facts, scenarios=draft.scenarios, names=draft.names, **streams
    )


def _stored(stream: Any) -> list[Any]:
    blocks: list[Any] = stream.stream_block.get_prep_value(stream)
    return blocks


def make_key(title: str, *, own: str = "") -> str:
    """Return a key of the bureau's own that no wizard and no draft has, but for the one that is asked for."""
    taken = set(Wizard.objects.values_list("key", flat=True))
    taken |= set(WizardDraft.objects.values_list("key", flat=True))
    taken |= {spec.key for _plugin, _version, spec in offered_wizards()}
    names = {key.partition(".")[2] for key in taken - {own} if key.startswith(f"{BUREAU}.")}
    return f"{BUREAU}.{make_name(title, taken=names, otherwise='wizard')}"


@transaction.atomic
def start_draft(*, version: WizardVersion, actor: Any, at: datetime) -> WizardDraft:
    """Begin a draft from a published version: of an editor's wizard to change it, of a plugin's to make another.

    Raises DraftExistsError where the editor's wizard has a draft, and DefinitionFormatError.
    """
    spec = load_wizard(version.definition)
    is_template = version.wizard.origin == Wizard.Origin.PLUGIN
    if not is_template and (found := WizardDraft.objects.filter(key=spec.key).first()):
        raise DraftExistsError(found)
    written = write_draft(spec)
    draft = WizardDraft(
        key=make_key(spec.title.get("en", "")) if is_template else spec.key,
        template=version if is_template else version.wizard.copied_from,
        live=False,
        has_unpublished_changes=True,
        names=written.names,
        **columns_of(spec, written),
    )
    draft.save()
    draft.save_revision(user=actor, log_action="wagtail.create")
    record_event(
        action="wizard.draft_started",
        record_type="wizard",
        record_id=draft.key,
        state={"from": version.wizard.key, "content_hash": version.content_hash},
        actor_id=actor.pk,
        at=at,
    )
    return draft


def columns_of(spec: WizardSpec, written: DraftData) -> dict[str, Any]:
    """Return the columns of a row for what was written of a definition."""
    columns: dict[str, Any] = {name: written.facts[name] for name in PLAIN}
    for name in PAIRS:
        for language, text in written.facts[name].items():
            columns[f"{name}_{language}"] = text
    for name in STREAMS:
        columns[name] = json.dumps(list(getattr(written, name)))
    return {**columns, "scenarios": list(written.scenarios)}


def follow_title(draft: WizardDraft) -> None:
    """Let the key and the title in lists follow what an editor types, until something was published under the key."""
    row = WizardDraft.objects.filter(pk=draft.pk, first_published_at=None)
    if draft.first_published_at is not None:
        return
    if not Wizard.objects.filter(key=draft.key).exists():
        wanted = make_key(draft.title_en, own=draft.key)
        if wanted != draft.key:
            draft.key = wanted
    row.update(key=draft.key, title_en=draft.title_en, title_es=draft.title_es)
