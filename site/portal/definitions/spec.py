"""A wizard as data: frozen dataclasses that plugins and editors both produce.

Shapes only; reading and writing JSON is in ``serialization``, integrity in ``checks``, what a type
of field does in ``fields``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.message_spec import MessageSpec
from portal.definitions.placed_rules import PlacedRule, RuleRole
from portal.definitions.rules import Operand, Rule
from portal.definitions.scenario_spec import ScenarioSpec
from portal.definitions.texts import Text

__all__ = [
    "ASKED",
    "PRIVATE",
    "ROW",
    "SCHEMA_VERSION",
    "Applicants",
    "ChoiceSpec",
    "DeclarationSpec",
    "DraftPolicy",
    "FieldSpec",
    "RefusalSpec",
    "RequestSpec",
    "RequirementSpec",
    "StepKind",
    "StepSpec",
    "WizardSpec",
]

SCHEMA_VERSION = 1
PRIVATE = "private"
"""What the questions for reviewers are called where steps are named; no step may be."""
ASKED = "asked"
"""What the questions for somebody else are called on their own page."""
ROW = "row"
"""What rules within a row call the row they stand in, as in "row.hours"; no repeating group may be."""


class StepKind(StrEnum):
    """What a step asks for."""

    FIELDS = "fields"
    DOCUMENTS = "documents"
    DECLARATION = "declaration"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSpec:
    """One option of a choice: what is stored and what is read."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationSpec:
    """A statement the applicant accepts; the accepted version is stored, a stale one refused."""

    version: str
    statement: Text
    accept: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalSpec:
    """A rule that no answer may meet, and what is said beside the field when it holds.

    A path of the records in braces stands for its value: "{credential.renewal_hours} hours".
    """

    when: Rule
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One question, known for ever by its id.

    ``options`` belong to the field's type (lengths in characters, earliest and latest day, allowed
    credential types); ``binding`` names a path of the shared records to prefill from; ``rows`` are
    the questions of each row of a repeating group, which rules read as "group.question", and the
    rules of that row as "row.question";
    ``calculation`` is the formula of a calculated one over the questions before it.
    """

    id: str
    type: str
    label: Text
    hint: Text = field(default_factory=dict)
    required: bool = True
    sensitive: bool = False
    choices: tuple[ChoiceSpec, ...] = ()
    condition: Rule | None = None
    binding: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[FieldSpec, ...] = ()
    refusals: tuple[RefusalSpec, ...] = ()
    calculation: Operand | None = None

    def named(self) -> Iterator[tuple[str, FieldSpec]]:
        """Yield what rules call this question and the questions of its rows, with each."""
        yield self.id, self
        for inner in self.rows:
            yield f"{self.id}.{inner.id}", inner

    def placed_in_row(self, step: str, group: str) -> Iterator[PlacedRule]:
        """Yield every rule of this question of a row where it stands."""
        part = f"{group}.{self.id}"
        if self.condition:
            yield PlacedRule(RuleRole.ROW_QUESTION, self.condition, step, part)
        for number, refusal in enumerate(self.refusals):
            yield PlacedRule(RuleRole.ROW_REFUSAL, refusal.when, step, part, number)

    def named_in_row(self) -> Iterator[tuple[str, FieldSpec]]:
        """Yield what the rules within a row call the questions of that row, with each."""
        for inner in self.rows:
            yield f"{ROW}.{inner.id}", inner


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementSpec:
    """What may be shown in more than one way: met once every question of one alternative is answered.

    ``alternatives`` hold ids of questions of the same step, which are optional each by itself.
    """

    id: str
    title: Text
    alternatives: tuple[tuple[str, ...], ...]
    condition: Rule | None = None

    def questions(self) -> frozenset[str]:
        """Return the ids of every question that may be part of it."""
        return frozenset(each for alternative in self.alternatives for each in alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSpec:
    """What somebody else is asked once the application was sent; the step's own questions say who that is.

    ``name``, ``email`` and ``organization`` (or "") are ids of those questions. ``asked`` are the questions of the
    other person, who has ``days`` until it is overdue and as many again until the link ends.
    """

    name: str
    email: str
    purpose: Text
    asked: tuple[FieldSpec, ...]
    organization: str = ""
    days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSpec:
    """One page of a wizard: fields, documents with what may stand for what, a declaration, or whom to ask."""

    id: str
    title: Text
    kind: StepKind = StepKind.FIELDS
    introduction: Text = field(default_factory=dict)
    condition: Rule | None = None
    fields: tuple[FieldSpec, ...] = ()
    requirements: tuple[RequirementSpec, ...] = ()
    declaration: DeclarationSpec | None = None
    request: RequestSpec | None = None

    def asked_step(self) -> StepSpec:
        """Return what somebody else is asked, as a step that no applicant comes to."""
        return StepSpec(
            id=ASKED, title=self.title, fields=self.request.asked if self.request else ()
        )

    def placed_rules(self) -> Iterator[PlacedRule]:
        """Yield every rule of the step where it stands."""
        if self.condition:
            yield PlacedRule(RuleRole.STEP, self.condition, self.id)
        for question in self.fields:
            if question.condition:
                yield PlacedRule(RuleRole.QUESTION, question.condition, self.id, question.id)
            for number, refusal in enumerate(question.refusals):
                yield PlacedRule(RuleRole.REFUSAL, refusal.when, self.id, question.id, number)
            for inner in question.rows:
                yield from inner.placed_in_row(self.id, question.id)
        for requirement in self.requirements:
            if requirement.condition:
                role = RuleRole.REQUIREMENT
                yield PlacedRule(role, requirement.condition, self.id, requirement.id)


class Applicants(StrEnum):
    """Who may fill in a wizard: whoever signs in, or anybody, with an account or without."""

    SIGNED_IN = "signed_in"
    ANYBODY = "anybody"


class DraftPolicy(StrEnum):
    """How many applications one person may have at a time; for one certificate, where they start for one."""

    MANY = "many"
    ONE_DRAFT = "one_draft"
    ONE_UNDER_WAY = "one_under_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class WizardSpec:
    """A service that is run as a wizard.

    ``renews`` lists the credential types it renews, so that a certificate can offer it; ``offer`` is what a button on
    certificates says that do not renew by it, on those that its question takes; ``minutes`` is what an applicant should
    expect; ``needs`` is what to have at hand; ``reviewers`` names the permission of who decides (``reviewing``);
    ``needs_settled_evidence`` bars an approval while an
    item that the application claimed is open. ``applicants`` says whether it takes an account; ``access`` says who may
    not start and send, by the
    records and the day; ``opens_on`` and ``closes_on`` are the first and the last day for both, in
    the portal's time zone; ``private`` are questions that only reviewers see and answer;
    ``fees`` are what it costs, where the definition says it; ``messages`` are its own words for what is mailed about
    its applications; ``scenarios`` must come out as they say before it is published.
    """

    key: str
    title: Text
    summary: Text
    steps: tuple[StepSpec, ...]
    renews: tuple[str, ...] = ()
    offer: Text = field(default_factory=dict)
    needs: tuple[Text, ...] = ()
    minutes: int = 10
    confirmation: Text = field(default_factory=dict)
    reviewers: str = ""
    needs_settled_evidence: bool = False
    access: tuple[RefusalSpec, ...] = ()
    applicants: Applicants = Applicants.SIGNED_IN
    drafts: DraftPolicy = DraftPolicy.ONE_DRAFT
    opens_on: date | None = None
    closes_on: date | None = None
    private: tuple[FieldSpec, ...] = ()
    fees: tuple[FeeSpec, ...] = ()
    messages: tuple[MessageSpec, ...] = ()
    scenarios: tuple[ScenarioSpec, ...] = ()

    @property
    def is_for_anybody(self) -> bool:
        """Tell whether it is filled in without an account, too."""
        return self.applicants is Applicants.ANYBODY

    def step(self, step_id: str) -> StepSpec:
        """Return the step of that id; raise KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def fields(self) -> tuple[FieldSpec, ...]:
        """Return every field in the order asked."""
        return tuple(question for step in self.steps for question in step.fields)

    def private_step(self) -> StepSpec:
        """Return the questions for reviewers as a step, which no applicant comes to."""
        return StepSpec(id=PRIVATE, title={}, fields=self.private)

    def questions(self) -> tuple[FieldSpec, ...]:
        """Return every field, those for reviewers too, and the questions of the rows of those that repeat."""
        others = (each for step in self.steps if step.request for each in step.request.asked)
        asked = (*self.fields(), *self.private, *others)
        return (*asked, *(inner for question in asked for inner in question.rows))

    def placed_access(self) -> Iterator[PlacedRule]:
        """Yield every rule of access with its number."""
        for number, refusal in enumerate(self.access):
            yield PlacedRule(RuleRole.ACCESS, refusal.when, "", "", number)

    def placed_fees(self) -> Iterator[PlacedRule]:
        """Yield every rule of a fee where it stands."""
        for fee in self.fees:
            yield from fee.placed()

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule of the definition: conditions of steps, fields, requirements and fees, and refusals."""
        others = (step.asked_step() for step in self.steps if step.request)
        steps = (*self.steps, self.private_step(), *others)
        within = (placed.rule for step in steps for placed in step.placed_rules())
        charged = (placed.rule for placed in self.placed_fees())
        return (*(refusal.when for refusal in self.access), *within, *charged)

    def formulas(self) -> tuple[Operand, ...]:
        """Return the formula of every calculated field."""
        return tuple(each.calculation for each in self.fields() if each.calculation is not None)
