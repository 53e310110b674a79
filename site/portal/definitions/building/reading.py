"""Reads a draft as a definition: total, whatever is unfinished is left out and named as a fault of its block.

Whether what was read makes sense is asked of ``checks``. The way back is in ``writing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from portal.definitions.building.data import (
    Block,
    BlockFault,
    DraftData,
    read_text,
    type_of_block,
)
from portal.definitions.building.library import LIBRARY_TYPES
from portal.definitions.building.names import Called, DraftNames, name_blocks
from portal.definitions.building.rule_reading import RuleReader
from portal.definitions.building.settings import read_settings
from portal.definitions.fee_spec import FeeSpec, place_of_fee
from portal.definitions.message_spec import MessageSpec
from portal.definitions.scenario_data import load_scenario
from portal.definitions.scenario_spec import ScenarioSpec
from portal.definitions.spec import (
    PRIVATE,
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

__all__ = ["ReadDraft", "read_draft"]

ACCESS = "access"
USUAL_MINUTES, USUAL_DAYS = 10, 14
_Listed = TypeVar("_Listed", Applicants, DraftPolicy)


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """The definition as far as it can be read, what could not, and which block stands where."""

    spec: WizardSpec
    faults: tuple[BlockFault, ...]
    names: DraftNames


def read_draft(draft: DraftData) -> ReadDraft:
    """Return the definition that a draft makes as it stands."""
    reader = _DraftReader(name_blocks(draft))
    spec = reader.wizard(draft)
    return ReadDraft(spec, tuple(reader.faults), reader.names)


class _DraftReader:
    def __init__(self, names: DraftNames) -> None:
        self.names = names
        self.faults: list[BlockFault] = []

    def wizard(self, draft: DraftData) -> WizardSpec:
        """Return the whole definition."""
        facts = draft.facts
        terms = {kind: [e["value"] for e in draft.terms if e["type"] == kind] for kind in _TERMS}
        return WizardSpec(
            key=draft.key,
            title=read_text(facts.get("title")),
            summary=read_text(facts.get("summary")),
            steps=tuple(self._step(each) for each in draft.steps),
            renews=tuple(terms["renews"]),
            offer=read_text(terms["offer"][0]) if terms["offer"] else {},
            needs=tuple(read_text(each) for each in terms["need"]),
            minutes=_minutes(facts.get("minutes")),
            confirmation=read_text(facts.get("confirmation")),
            reviewers=facts.get("reviewers") or "",
            needs_settled_evidence=bool(facts.get("needs_settled_evidence")),
            access=tuple(self._refusals(_only(draft.terms, "refusal"), ACCESS, {})),
            applicants=self._listed(Applicants.SIGNED_IN, facts.get("applicants")),
            drafts=self._listed(DraftPolicy.ONE_DRAFT, facts.get("drafts")),
            opens_on=_day(facts.get("opens_on")),
            closes_on=_day(facts.get("closes_on")),
            fees=tuple(self._fee(each) for each in draft.fees),
            private=tuple(self._question(each, PRIVATE) for each in draft.private),
            messages=tuple(sorted(map(_message, draft.messages), key=lambda each: each.kind)),
            scenarios=tuple(self._scenarios(draft.scenarios)),
        )

    def _listed(self, usual: _Listed, stored: Any) -> _Listed:
        """Return what is chosen of a list, the usual where nothing is; what is not on it is a fault."""
        try:
            return type(usual)(stored or usual)
        except ValueError:
            self.faults.append(BlockFault("not_listed", "wizard", ""))
            return usual

    def _fee(self, block: Block) -> FeeSpec:
        value, name = block["value"], self._name(block)
        group = str(value.get("per_row") or "")
        return FeeSpec(
            id=name,
            item=value.get("item") or "",
            condition=self._rules(place_of_fee(name)).rule(value.get("condition")),
            per_row=self.names.names.get(group, group),
        )

    def _scenarios(self, stored: Iterable[Mapping[str, Any]]) -> Iterable[ScenarioSpec]:
        for each in stored:
            try:
                yield load_scenario(each)
            except (KeyError, TypeError, AttributeError, ValueError):
                self.faults.append(BlockFault("unreadable_scenario", "wizard", ""))

    def _step(self, block: Block) -> StepSpec:
        value, name = block["value"], self._name(block)
        is_declaration = block["type"] == StepKind.DECLARATION
        return StepSpec(
            id=name,
            title=read_text(value.get("title")),
            kind=StepKind(block["type"]),
            introduction=read_text(value.get("introduction")),
            condition=self._rules(name).rule(value.get("condition")),
            fields=tuple(self._question(each, name) for each in value.get("questions") or ()),
            requirements=tuple(
                self._requirement(each, name) for each in value.get("requirements") or ()
            ),
            declaration=DeclarationSpec(
                version=value.get("version") or "1",
                statement=read_text(value.get("statement")),
                accept=read_text(value.get("accept")),
            )
            if is_declaration
            else None,
            request=self._request(block, name) if block["type"] == StepKind.THIRD_PARTY else None,
        )

    def _request(self, block: Block, step: str) -> RequestSpec:
        value, own = block["value"], self.names.in_asked[str(block.get("id") or "")]
        picked = {
            part: self.names.names.get(str(value.get(part) or ""), "")
            for part in ("person", "email", "organization")
        }
        return RequestSpec(
            name=picked["person"],
            email=picked["email"],
            organization=picked["organization"],
            purpose=read_text(value.get("purpose")),
            asked=tuple(self._question(each, step, asked=own) for each in value.get("asked") or ()),
            days=USUAL_DAYS if value.get("days") is None else int(value["days"]),
        )

    def _question(
        self,
        block: Block,
        step: str,
        group: Block | None = None,
        asked: Mapping[str, Called] | None = None,
    ) -> FieldSpec:
        value, name = block["value"], self._name(block)
        field_type = type_of_block(block, LIBRARY_TYPES)
        above = f"{step}.{self._name(group)}" if group else step
        called = self._called(group, asked)
        rules = RuleReader(called, f"{above}.{name}", self.faults)
        return FieldSpec(
            id=name,
            type=field_type,
            label=read_text(value.get("label")),
            hint=read_text(value.get("hint")),
            required=bool(value.get("required")),
            sensitive=bool(value.get("sensitive")),
            choices=tuple(
                ChoiceSpec(value=self._name(each), label=read_text(each["value"]))
                for each in value.get("choices") or ()
            ),
            condition=rules.rule(value.get("condition")),
            binding=value.get("binding") or "",
            options=read_settings(field_type, value.get("settings") or {}, self.names.names),
            rows=tuple(
                self._question(each, step, block, asked) for each in value.get("rows") or ()
            ),
            refusals=tuple(self._refusals(value.get("refusals") or (), f"{above}.{name}", called)),
            calculation=rules.operand(value.get("calculation")),
        )

    def _refusals(self, blocks: Iterable[Block], place: str, called: Any) -> Iterable[RefusalSpec]:
        for block in blocks:
            found = RuleReader(called, place, self.faults).rule(
                block["value"].get("when"), wanted=True
            )
            if found is not None:
                yield RefusalSpec(when=found, message=read_text(block["value"].get("message")))

    def _requirement(self, block: Block, step: str) -> RequirementSpec:
        value, name = block["value"], self._name(block)
        alternatives = tuple(
            tuple(
                self.names.names.get(str(each["value"]), str(each["value"]))
                for each in alternative["value"]
                if each["value"]
            )
            for alternative in value.get("alternatives") or ()
        )
        condition = self._rules(f"{step}.{name}").rule(value.get("condition"))
        title = read_text(value.get("title"))
        return RequirementSpec(id=name, title=title, alternatives=alternatives, condition=condition)

    def _rules(self, place: str) -> RuleReader:
        """Return what reads the rules of a place."""
        return RuleReader(self.names.called, place, self.faults)

    def _called(self, group: Block | None, asked: Mapping[str, Called] | None) -> dict[str, Called]:
        """Return what the rules of a question call others; those of a row, the questions of that row too."""
        own = self.names.in_rows.get(str(group["id"]), {}) if group else {}
        return {**(self.names.called if asked is None else asked), **own}

    def _name(self, block: Block) -> str:
        return self.names.names[str(block.get("id") or "")]


_TERMS = ("renews", "need", "offer")


def _message(block: Block) -> MessageSpec:
    value = block["value"]
    return MessageSpec(
        kind=block["type"],
        subject=read_text(value.get("subject")),
        body=read_text(value.get("body")),
        replaces=bool(value.get("replaces")),
    )


def _minutes(given: Any) -> int:
    return USUAL_MINUTES if given is None else int(given)


def _only(blocks: Iterable[Block], kind: str) -> list[Block]:
    return [each for each in blocks if each["type"] == kind]


def _day(given: Any) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) and given else given or None
