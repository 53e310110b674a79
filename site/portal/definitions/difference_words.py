"""Changes between two versions in plain words, in the reader's language: where, what, before and after.

Wording only; what counts as a change is in ``differences``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.definitions import rules
from portal.definitions.difference_labels import APPLICANTS, ASPECTS, DRAFTS, HAPPENED, KINDS
from portal.definitions.differences import Change, ChangeKind, Part
from portal.definitions.fee_items import name_items
from portal.definitions.fee_spec import place_of_fee
from portal.definitions.fee_words import name_fee
from portal.definitions.fields import get_field_type
from portal.definitions.labels import row_labels, rule_labels
from portal.definitions.message_spec import place_of_message
from portal.definitions.message_words import name_message
from portal.definitions.option_words import say_option, say_options
from portal.definitions.record_words import PATHS
from portal.definitions.reviewing import REVIEWERS
from portal.definitions.rules.sentences import operand_words, sentence
from portal.definitions.scenario_spec import place_of
from portal.definitions.scenario_words import name_places, say_scenario_part
from portal.definitions.serialization import canonical_json
from portal.definitions.spec import (
    PRIVATE,
    Applicants,
    DraftPolicy,
    FieldSpec,
    StepKind,
    WizardSpec,
)
from portal.definitions.texts import LANGUAGES, Text, in_language

__all__ = ["ChangeLine", "DefinitionWords", "describe_changes"]

NAMED: Mapping[str, Callable[[str], object]] = {
    "kind": lambda value: KINDS[StepKind(value)],
    "type": lambda value: get_field_type(value).title or value,
    "binding": lambda value: PATHS.get(value, value),
}
SETTINGS: Mapping[str, Callable[[Any], object]] = {
    "applicants": lambda value: APPLICANTS[Applicants(value or Applicants.SIGNED_IN)],
    "drafts": lambda value: DRAFTS[DraftPolicy(value or DraftPolicy.ONE_DRAFT)],
    "reviewers": lambda value: REVIEWERS.get(value or "", value),
}
"""What a wizard says as a whole in one of a few ways, also where nothing stands for the usual one."""
OF_SCENARIOS = frozenset({"record", "credentials", "documents", "answers", "expected"})
FORMULAS: Mapping[str, Callable[[Any, Mapping[str, str]], str]] = {
    "condition": lambda value, labels: sentence(rules.from_data(value), labels),
    "calculation": lambda value, labels: operand_words(rules.operand_from_data(value), labels),
}
YES_OR_NO = frozenset({"optional", "sensitive", "needs_settled_evidence", "replaces"})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as a reader sees it; ``before`` and ``after`` are empty where there is nothing to compare."""

    where: str
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        values = f": {self.before} → {self.after}" if self.before or self.after else ""
        return f"{self.where}: {self.what}{values}"


def describe_changes(
    changes: Iterable[Change], *, old: WizardSpec, new: WizardSpec, language: str
) -> list[ChangeLine]:
    """Return the changes from one definition to the other as lines."""
    words = DefinitionWords((old, new), language)
    return [words.line(change) for change in changes]


class DefinitionWords:
    """The names of steps, questions and choices in some definitions; those of later ones are preferred."""

    def __init__(self, specs: Iterable[WizardSpec], language: str) -> None:
        self.language = language
        self.names: dict[tuple[str, ...], str] = {}
        self.types: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.in_rows: dict[str, dict[str, str]] = {}
        self.names[PRIVATE,] = _("For reviewers only")
        listed = list(specs)
        self.items = name_items((fee.item for spec in listed for fee in spec.fees), language)
        for spec in listed:
            self.places |= name_places(spec, language)
            self.labels |= rule_labels(spec, language)
            for question in spec.private:
                self._name(question, (PRIVATE, question.id))
            for step in spec.steps:
                self.names[step.id,] = self._say(step.title)
                for requirement in step.requirements:
                    self.names[step.id, requirement.id] = self._say(requirement.title)
                for question in step.fields:
                    self._name(question, (step.id, question.id))
            for fee in spec.fees:
                self.names[place_of_fee(fee.id),] = name_fee(self.items.get(fee.item, fee.item))
            for message in spec.messages:
                self.names[place_of_message(message.kind),] = name_message(message.kind)
            for scenario in spec.scenarios:
                named = _("Scenario “%(name)s”") % {"name": self._say(scenario.name)}
                self.names[place_of(scenario.id),] = named

    def _name(self, question: FieldSpec, path: tuple[str, ...]) -> None:
        self.names[path] = self._say(question.label)
        self.types[".".join(path[1:])] = question.type
        for choice in question.choices:
            self.names[*path, choice.value] = self._say(choice.label)
        if question.rows:
            known = self.in_rows.setdefault(question.id, {})
            known |= row_labels(question, self.language)
        for inner in question.rows:
            self._name(inner, (*path, inner.id))

    def where(self, path: tuple[str, ...]) -> str:
        """Return what a reader calls a place."""
        named = [self.names.get(path[: end + 1]) or path[end] for end in range(len(path))]
        return " › ".join(named) or _("The service as a whole")

    def line(self, change: Change) -> ChangeLine:
        """Return a change as a reader sees it."""
        where = self.where(change.path)
        if change.kind is not ChangeKind.CHANGED:
            before, after = self._steps(change)
            return ChangeLine(where, str(HAPPENED[change.part, change.kind]), before, after)
        what = self.say_aspect(change.part, change.aspect)
        before, after = (self.say_value(change, each) for each in (change.before, change.after))
        if before == after:
            before, after = (self._every_language(each) for each in (change.before, change.after))
        return ChangeLine(where, what, before, after)

    def _steps(self, change: Change) -> tuple[str, str]:
        """Return the steps that a question moved between, or nothing."""
        if change.kind is not ChangeKind.MOVED or change.before == change.after:
            return "", ""
        return self.names[change.before,], self.names[change.after,]

    def say_aspect(self, part: Part, aspect: str) -> str:
        """Return what a part says otherwise."""
        return str(ASPECTS.get(f"{part}.{aspect}", ASPECTS.get(aspect, aspect)))

    def say_value(self, change: Change, value: Any) -> str:
        """Return one of the values of a change."""
        if change.part is Part.SCENARIO and change.aspect in OF_SCENARIOS and value is not None:
            return say_scenario_part(change.aspect, value, self.places)
        if change.aspect in FORMULAS and value is not None:
            return FORMULAS[change.aspect](value, self._labels(change.path))
        if change.aspect in {"refusals", "access"} and value is not None:
            labels = self._labels(change.path)
            return "; ".join(self._refusal(each, labels) for each in value)
        if change.aspect == "options" and value is not None:
            return say_options(self.type_of(change.path), value, self.columns(change.path))
        if change.part is Part.FEE and isinstance(value, str):
            return self.items.get(value, self.labels.get(value, value))
        return self._value(change.aspect, value)

    def type_of(self, path: tuple[str, ...]) -> str:
        """Return the type of a question, wherever it stands."""
        return self.types.get(".".join(path[1:]), "")

    def columns(self, path: tuple[str, ...]) -> dict[str, str]:
        """Return what the questions of a group's rows are called, by their ids."""
        within = {each: said for each, said in self.names.items() if each[:-1] == path}
        return {each[-1]: said for each, said in within.items()}

    def say_option(self, path: tuple[str, ...], name: str, value: Any) -> tuple[str, str]:
        """Return what a setting of a question is called, and its value in words."""
        return say_option(self.type_of(path), name, value, self.columns(path))

    def _value(self, aspect: str, value: Any) -> str:
        if aspect in YES_OR_NO:
            return _("yes") if value else _("no")
        if aspect in SETTINGS:
            return str(SETTINGS[aspect](value))
        if value is None:
            return _("nothing")
        if (worded := self._worded(aspect, value)) is not None:
            return worded
        if isinstance(value, Mapping) and set(value) <= set(LANGUAGES):
            return self._say(value)
        if isinstance(value, list):
            return "; ".join(self._value("", each) for each in value)
        return value if isinstance(value, str) else canonical_json(value)

    def _worded(self, aspect: str, value: Any) -> str | None:
        """Return the words of a value that takes more than its texts, or None."""
        if aspect in NAMED:
            return str(NAMED[aspect](value))
        if aspect in {"opens_on", "closes_on"}:
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        if aspect == "request":
            said = [self._asked(each, value["asked"]) for each in value["asked"]]
            return " · ".join((self._say(value["purpose"]), *said))
        if aspect == "declaration":
            return " · ".join((value["version"], self._say(value["statement"])))
        return None

    def _labels(self, path: tuple[str, ...]) -> dict[str, str]:
        """Return what the rules of a place call questions; those of a row, its own."""
        group_id = path[-2] if len(path) > 1 else ""
        return self.labels | self.in_rows.get(group_id, {})

    def _asked(self, question: Mapping[str, Any], asked: Iterable[Mapping[str, Any]]) -> str:
        """Return what somebody else is asked, with what it depends on."""
        said = self._say(question["label"])
        if "condition" not in question:
            return said
        labels = {each["id"]: self._say(each["label"]) for each in asked}
        return f"{said} ({sentence(rules.from_data(question['condition']), labels)})"

    def _refusal(self, refusal: Mapping[str, Any], labels: Mapping[str, str]) -> str:
        rule = sentence(rules.from_data(refusal["when"]), labels)
        return f"{rule}: {self._say(refusal['message'])}"

    def _every_language(self, value: Any) -> str:
        """Return a value whose difference does not read in this language: with the texts of all of them."""
        if isinstance(value, Mapping) and value and set(value) <= set(LANGUAGES):
            return " / ".join(f"{language}: {value[language]}" for language in value)
        return canonical_json(value)

    def _say(self, text: Text) -> str:
        return in_language(text, self.language)
