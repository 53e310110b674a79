"""A definition to and from canonical JSON, and its content hash.

Canonical means: sorted keys, no spaces, empty values left out; equal definitions give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.definitions import rules
from portal.definitions.fee_data import dump_fee, load_fee
from portal.definitions.message_data import dump_messages, load_messages
from portal.definitions.scenario_data import dump_scenario, load_scenario
from portal.definitions.scenario_spec import ScenarioSpec, place_of
from portal.definitions.spec import (
    SCHEMA_VERSION,
    Applicants,
    ChoiceSpec,
    DeclarationSpec,
    DraftPolicy,
    FieldSpec,
    RefusalSpec,
    RequestSpec,
    RequirementSpec,
    StepKind,
    StepSpec,
    WizardSpec,
)
from portal.definitions.upgrades import DefinitionFormatError, upgrade_definition

__all__ = [
    "DefinitionFormatError",
    "ScenarioFormatError",
    "canonical_json",
    "content_hash",
    "dump_wizard",
    "hash_canonical",
    "load_wizard",
    "without_scenarios",
]

Data = dict[str, Any]
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class ScenarioFormatError(DefinitionFormatError):
    """One of its scenarios cannot be read; ``place`` says which."""

    name = "unreadable_scenario"

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(f"{place} cannot be read: {detail}")
        self.place = place


def canonical_json(data: object) -> str:
    """Return the one JSON text of ``data``."""
    return _CANONICAL.encode(data)


def content_hash(data: object) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hash_canonical(canonical_json(data))


def hash_canonical(text: str) -> str:
    """Return the content hash of data whose canonical JSON is at hand."""
    return hashlib.sha256(text.encode()).hexdigest()


def dump_wizard(spec: WizardSpec) -> Data:
    """Return the JSON form of a definition."""
    return _without_empty(
        {
            "schema_version": SCHEMA_VERSION,
            "key": spec.key,
            "title": dict(spec.title),
            "summary": dict(spec.summary),
            "steps": [_dump_step(step) for step in spec.steps],
            "renews": list(spec.renews),
            "offer": dict(spec.offer),
            "needs": [dict(need) for need in spec.needs],
            "minutes": spec.minutes,
            "confirmation": dict(spec.confirmation),
            "reviewers": spec.reviewers,
            "needs_settled_evidence": spec.needs_settled_evidence,
            "access": [_dump_refusal(refusal) for refusal in spec.access],
            "applicants": spec.applicants.value if spec.is_for_anybody else "",
            "drafts": spec.drafts.value if spec.drafts is not DraftPolicy.ONE_DRAFT else "",
            "opens_on": spec.opens_on and spec.opens_on.isoformat(),
            "closes_on": spec.closes_on and spec.closes_on.isoformat(),
            "private": [_dump_field(question) for question in spec.private],
            "fees": [dump_fee(fee) for fee in spec.fees],
            "messages": dump_messages(spec.messages),
            "scenarios": [dump_scenario(each) for each in spec.scenarios],
        }
    )


def _dump_step(step: StepSpec) -> Data:
    declaration = step.declaration
    return _without_empty(
        {
            "id": step.id,
            "title": dict(step.title),
            "kind": step.kind.value,
            "introduction": dict(step.introduction),
            "condition": rules.to_data(step.condition) if step.condition else None,
            "fields": [_dump_field(question) for question in step.fields],
            "requirements": [_dump_requirement(each) for each in step.requirements],
            "declaration": declaration
            and {
                "version": declaration.version,
                "statement": dict(declaration.statement),
                "accept": dict(declaration.accept),
            },
            "request": step.request and _dump_request(step.request),
        }
    )


def _dump_request(request: RequestSpec) -> Data:
    return _without_empty(
        {
            "name": request.name,
            "email": request.email,
            "organization": request.organization,
            "purpose": dict(request.purpose),
            "days": request.days,
            "asked": [_dump_field(question) for question in request.asked],
        }
    )


def _dump_requirement(requirement: RequirementSpec) -> Data:
    condition = requirement.condition
    return _without_empty(
        {
            "id": requirement.id,
            "title": dict(requirement.title),
            "alternatives": [list(each) for each in requirement.alternatives],
            "condition": rules.to_data(condition) if condition else None,
        }
    )


def _dump_field(question: FieldSpec) -> Data:
    return _without_empty(
        {
            "id": question.id,
            "type": question.type,
            "label": dict(question.label),
            "hint": dict(question.hint),
            "optional": not question.required,
            "sensitive": question.sensitive,
            "choices": [
                {"value": choice.value, "label": dict(choice.label)} for choice in question.choices
            ],
            "condition": rules.to_data(question.condition) if question.condition else None,
            "binding": question.binding,
            "options": dict(question.options),
            "rows": [_dump_field(each) for each in question.rows],
            "refusals": [_dump_refusal(refusal) for refusal in question.refusals],
            "calculation": question.calculation.to_data() if question.calculation else None,
        }
    )


def _dump_refusal(refusal: RefusalSpec) -> Data:
    return {"when": rules.to_data(refusal.when), "message": dict(refusal.message)}


def _without_empty(data: Data) -> Data:
    """Leave out what says nothing; a number says something even where it is 0."""
    return {
        key: value
        for key, value in data.items()
        if value is not False and value not in (None, "", [], {})
    }


def load_wizard(data: Mapping[str, Any]) -> WizardSpec:
    """Return the definition in ``data``, of this schema or an earlier one; raise DefinitionFormatError for others."""
    data = upgrade_definition(data)
    scenarios = _load_scenarios(data)
    try:
        return WizardSpec(
            key=data["key"],
            title=data["title"],
            summary=data["summary"],
            steps=tuple(_load_step(step) for step in data["steps"]),
            renews=tuple(data.get("renews", ())),
            offer=data.get("offer", {}),
            needs=tuple(data.get("needs", ())),
            minutes=data["minutes"],
            confirmation=data.get("confirmation", {}),
            reviewers=data.get("reviewers", ""),
            needs_settled_evidence=data.get("needs_settled_evidence", False),
            access=tuple(_load_refusal(each) for each in data.get("access", ())),
            applicants=Applicants(data.get("applicants", Applicants.SIGNED_IN)),
            drafts=DraftPolicy(data.get("drafts", DraftPolicy.ONE_DRAFT)),
            opens_on=_load_day(data.get("opens_on")),
            closes_on=_load_day(data.get("closes_on")),
            private=tuple(_load_field(question) for question in data.get("private", ())),
            fees=tuple(load_fee(each) for each in data.get("fees", ())),
            messages=load_messages(data),
            scenarios=scenarios,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DefinitionFormatError(f"The definition cannot be read: {error!r}") from error


def without_scenarios(data: Mapping[str, Any]) -> Data:
    """Return the JSON form of a definition without what only its publication asks for."""
    return {name: value for name, value in data.items() if name != "scenarios"}


def _load_scenarios(data: Mapping[str, Any]) -> tuple[ScenarioSpec, ...]:
    listed = data.get("scenarios", [])
    if not isinstance(listed, list):
        raise ScenarioFormatError("scenarios", "they are no list")
    loaded = []
    for number, each in enumerate(listed, start=1):
        try:
            loaded.append(load_scenario(each))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            known = each.get("id", number) if isinstance(each, dict) else number
            raise ScenarioFormatError(place_of(str(known)), repr(error)) from error
    return tuple(loaded)


def _load_step(data: Mapping[str, Any]) -> StepSpec:
    declaration = data.get("declaration")
    return StepSpec(
        id=data["id"],
        title=data["title"],
        kind=StepKind(data["kind"]),
        introduction=data.get("introduction", {}),
        condition=rules.from_data(data["condition"]) if "condition" in data else None,
        fields=tuple(_load_field(question) for question in data.get("fields", ())),
        requirements=tuple(_load_requirement(each) for each in data.get("requirements", ())),
        declaration=DeclarationSpec(**declaration) if declaration else None,
        request=_load_request(data["request"]) if "request" in data else None,
    )


def _load_request(data: Mapping[str, Any]) -> RequestSpec:
    return RequestSpec(
        name=data["name"],
        email=data["email"],
        organization=data.get("organization", ""),
        purpose=data["purpose"],
        days=data["days"],
        asked=tuple(_load_field(question) for question in data["asked"]),
    )


def _load_requirement(data: Mapping[str, Any]) -> RequirementSpec:
    return RequirementSpec(
        id=data["id"],
        title=data["title"],
        alternatives=tuple(tuple(each) for each in data["alternatives"]),
        condition=rules.from_data(data["condition"]) if "condition" in data else None,
    )


def _load_field(data: Mapping[str, Any]) -> FieldSpec:
    return FieldSpec(
        id=data["id"],
        type=data["type"],
        label=data["label"],
        hint=data.get("hint", {}),
        required=not data.get("optional", False),
        sensitive=data.get("sensitive", False),
        choices=tuple(ChoiceSpec(**choice) for choice in data.get("choices", ())),
        condition=rules.from_data(data["condition"]) if "condition" in data else None,
        binding=data.get("binding", ""),
        options=data.get("options", {}),
        rows=tuple(_load_field(each) for each in data.get("rows", ())),
        refusals=tuple(_load_refusal(each) for each in data.get("refusals", ())),
        calculation=rules.operand_from_data(data["calculation"]) if "calculation" in data else None,
    )


def _load_refusal(data: Mapping[str, Any]) -> RefusalSpec:
    return RefusalSpec(when=rules.from_data(data["when"]), message=data["message"])


def _load_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
