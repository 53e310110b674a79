"""Writes a definition as the blocks of a draft; every block gets an id, and every id of the definition stays.

The way back is in ``reading``; both are proved against each other over all plugins' wizards and random ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from portal.definitions.building.data import DraftData, type_to_block, write_text
from portal.definitions.building.names import Called, DraftNames, name_blocks
from portal.definitions.building.rule_writing import RuleWriter
from portal.definitions.building.settings import write_settings
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.message_spec import MessageSpec
from portal.definitions.scenario_data import dump_scenario
from portal.definitions.spec import (
    PRIVATE,
    FieldSpec,
    RefusalSpec,
    RequestSpec,
    RequirementSpec,
    StepSpec,
    WizardSpec,
)

__all__ = ["write_draft"]

NAMESPACE = UUID("6f0f6cde-5c0d-4f0e-9a51-3f5ad2c1b6a0")
Data = dict[str, Any]


def write_draft(spec: WizardSpec) -> DraftData:
    """Return the draft of a definition, under its key."""
    bare = _Writer(spec.key, DraftNames())
    blocks = bare.blocks(spec)
    found = name_blocks(DraftData(key=spec.key, facts={}, names=bare.names, **blocks))
    writer = _Writer(spec.key, found)
    return DraftData(
        key=spec.key,
        facts=_facts(spec),
        scenarios=[dump_scenario(each) for each in spec.scenarios],
        **writer.blocks(spec),
        names=writer.names,
    )


def _facts(spec: WizardSpec) -> Data:
    return {
        "title": write_text(spec.title),
        "summary": write_text(spec.summary),
        "minutes": spec.minutes,
        "confirmation": write_text(spec.confirmation),
        "reviewers": spec.reviewers,
        "needs_settled_evidence": spec.needs_settled_evidence,
        "applicants": spec.applicants.value,
        "drafts": spec.drafts.value,
        "opens_on": spec.opens_on,
        "closes_on": spec.closes_on,
    }


class _Writer:
    """Writes blocks; once without knowing what rules call each, and once more with it."""

    def __init__(self, key: str, found: DraftNames) -> None:
        self.key, self.found = key, found
        self.names: dict[str, str] = {}

    def blocks(self, spec: WizardSpec) -> Data:
        """Return every stream of the draft."""
        terms = [
            self._block("need", write_text(each), f"need.{n}") for n, each in _count(spec.needs)
        ]
        terms += [self._block("renews", each, f"renews.{n}") for n, each in _count(spec.renews)]
        if spec.offer:
            terms.append(self._block("offer", write_text(spec.offer), "offer"))
        return {
            "steps": [self._step(step) for step in spec.steps],
            "terms": terms + self._refusals(spec.access, "access", {}),
            "fees": [self._fee(each, spec) for each in spec.fees],
            "private": [self._question(each, PRIVATE) for each in spec.private],
            "messages": [self._message(each) for each in spec.messages],
        }

    def _id(self, path: str) -> str:
        return str(uuid5(NAMESPACE, f"{self.key}/{path}"))

    def _block(self, kind: str, value: Any, path: str, name: str = "") -> Data:
        if name:
            self.names[self._id(path)] = name
        return {"type": kind, "value": value, "id": self._id(path)}

    def _step(self, step: StepSpec) -> Data:
        value: Data = {
            "title": write_text(step.title),
            "introduction": write_text(step.introduction),
            "condition": self._rules(f"{step.id}/condition").rule(step.condition),
        }
        if step.declaration is None:
            value["questions"] = [self._question(each, step.id) for each in step.fields]
            value["requirements"] = [self._requirement(each, step) for each in step.requirements]
        else:
            value["version"] = step.declaration.version
            value["statement"] = write_text(step.declaration.statement)
            value["accept"] = write_text(step.declaration.accept)
        if step.request is not None:
            value |= self._request(step.request, step.id)
        return self._block(step.kind.value, value, step.id, step.id)

    def _message(self, message: MessageSpec) -> Data:
        value = {
            "subject": write_text(message.subject),
            "body": write_text(message.body),
            "replaces": message.replaces,
        }
        return self._block(message.kind, value, f"messages/{message.kind}")

    def _request(self, request: RequestSpec, step: str) -> Data:
        named = {
            "person": request.name,
            "email": request.email,
            "organization": request.organization,
        }
        return {
            **{part: self._id(f"{step}/{name}") if name else "" for part, name in named.items()},
            "purpose": write_text(request.purpose),
            "days": request.days,
            "asked": [
                self._question(each, f"{step}/asked", asked=self._id(step))
                for each in request.asked
            ],
        }

    def _fee(self, fee: FeeSpec, spec: WizardSpec) -> Data:
        path = f"fees/{fee.id}"
        homes = {each.id: step.id for step in spec.steps for each in step.fields}
        home = homes.get(fee.per_row)
        value = {
            "item": fee.item,
            "per_row": self._id(f"{home}/{fee.per_row}") if home else fee.per_row,
            "condition": self._rules(f"{path}/condition").rule(fee.condition),
        }
        return self._block("fee", value, path, fee.id)

    def _question(self, question: FieldSpec, above: str, group: str = "", asked: str = "") -> Data:
        path = f"{above}/{question.id}"
        columns = {each.id: self._id(f"{path}/{each.id}") for each in question.rows}
        called = self._called(group, asked)
        rules = RuleWriter(called, self._id, f"{path}/condition")
        value: Data = {
            "label": write_text(question.label),
            "hint": write_text(question.hint),
            "required": question.required,
            "sensitive": question.sensitive,
            "choices": [
                self._block(
                    "item", write_text(each.label), f"{path}/choices/{each.value}", each.value
                )
                for each in question.choices
            ],
            "condition": rules.rule(question.condition),
            "binding": question.binding,
            "settings": write_settings(question.type, question.options, columns),
            "rows": [self._question(each, path, self._id(path), asked) for each in question.rows],
            "refusals": self._refusals(question.refusals, f"{path}/refusals", called),
            "calculation": self._rules(f"{path}/calculation").operand(question.calculation),
        }
        return self._block(type_to_block(question.type), value, path, question.id)

    def _refusals(
        self, refusals: Iterable[RefusalSpec], path: str, called: Mapping[str, Called]
    ) -> list[Data]:
        return [
            self._block(
                "refusal",
                {
                    "when": RuleWriter(called, self._id, f"{path}.{number}/when").rule(each.when),
                    "message": write_text(each.message),
                },
                f"{path}.{number}",
            )
            for number, each in _count(refusals)
        ]

    def _requirement(self, requirement: RequirementSpec, step: StepSpec) -> Data:
        path = f"{step.id}/requirements/{requirement.id}"
        alternatives = [
            self._block(
                "item",
                [
                    self._block("item", self._id(f"{step.id}/{name}"), f"{path}/{number}/{name}")
                    for name in names
                ],
                f"{path}/{number}",
            )
            for number, names in _count(requirement.alternatives)
        ]
        value = {
            "title": write_text(requirement.title),
            "alternatives": alternatives,
            "condition": self._rules(f"{path}/condition").rule(requirement.condition),
        }
        return self._block("item", value, path, requirement.id)

    def _rules(self, path: str) -> RuleWriter:
        return RuleWriter(self.found.called, self._id, path)

    def _called(self, group: str, asked: str) -> dict[str, Called]:
        """Return what the rules of a question call others, of a row and of what somebody else is asked."""
        called = self.found.in_asked.get(asked, {}) if asked else self.found.called
        return {**called, **self.found.in_rows.get(group, {})}


def _count(listed: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    return enumerate(listed)
