"""Takes out of what was attested and decided what is not its legal core. Pure; reads definitions as stored data.

The core of a submission is which version was attested when, about which certificate, and the answers that can hold no
personal data: yes or no, a choice among given ones, a number, an accepted declaration. A version whose plugin is gone
is read all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

__all__ = ["is_redacted", "redact_effects", "redact_private", "redact_snapshot"]

KEPT_TYPES = frozenset(
    {"yes_no", "choice", "multi_choice", "credential", "endorsement", "integer", "decimal", "money"}
)
KEPT_FACTS = (
    "wizard",
    "version",
    "language",
    "submitted_at",
    "steps",
    "credential",
    "credential_expires_on",
    "attested",
    "fees",
)
ERASED = "erased"
WRITTEN_BACK = "WriteBack"


def redact_snapshot(
    snapshot: Mapping[str, Any], definition: Mapping[str, Any], *, attested: str, at: datetime
) -> dict[str, Any]:
    """Return what stays of a submission; ``attested`` is the digest of the whole, which stays with it."""
    answers: Mapping[str, Mapping[str, Any]] = snapshot.get("answers", {})
    kept = {
        step["id"]: _kept_of(step, answers[step["id"]])
        for step in definition.get("steps", ())
        if step["id"] in answers
    }
    facts = {key: snapshot[key] for key in KEPT_FACTS if key in snapshot}
    return {
        **facts,
        "answers": kept,
        "provenance": {},
        ERASED: {"at": at.isoformat(), "attested": attested},
    }


def redact_private(answers: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stays of what reviewers answered among themselves."""
    return _kept_of({"fields": definition.get("private", ())}, answers)


def is_redacted(snapshot: Mapping[str, Any] | None) -> bool:
    """Tell whether a submission was redacted before."""
    return bool(snapshot) and ERASED in (snapshot or {})


def redact_effects(effects: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the effects of a decision without what it wrote to the person's contact details."""
    return [
        {**effect, "value": ""} if effect.get("effect") == WRITTEN_BACK else dict(effect)
        for effect in effects
    ]


def _kept_of(step: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    if step.get("declaration"):
        return {key: value for key, value in given.items() if key == step["id"]}
    kept = {question["id"] for question in step.get("fields", ()) if _is_core(question)}
    return {key: value for key, value in given.items() if key in kept}


def _is_core(question: Mapping[str, Any]) -> bool:
    binding = question.get("binding", "")
    is_private = binding.startswith("person.") or question.get("sensitive")
    return question["type"] in KEPT_TYPES and not is_private
