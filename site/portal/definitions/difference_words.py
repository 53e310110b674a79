"""Changes between two versions in plain words, in the reader's language: where, what, before and after.

Wording only; what counts as a change is in ``differences``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions import rules
from portal.definitions.differences import Change, ChangeKind, Part
from portal.definitions.fields import get_field_type
from portal.definitions.labels import row_labels, rule_labels
from portal.definitions.message_spec import place_of_message
from portal.definitions.message_words import OF_MESSAGES, name_message
from portal.definitions.option_words import say_option, say_options
from portal.definitions.record_words import PATHS
from portal.definitions.reviewing import REVIEWERS
from portal.definitions.rules.sentences import operand_words, sentence
from portal.definitions.scenario_spec import place_of
from portal.definitions.scenario_words import name_places, say_scenario_part
from portal.definitions.serialization import canonical_json
from portal.definitions.spec import PRIVATE, DraftPolicy, FieldSpec, StepKind, WizardSpec
from portal.definitions.texts import LANGUAGES, Text, in_language

__all__ = ["ChangeLine", "DefinitionWords", "describe_changes"]

HAPPENED: Mapping[tuple[Part, ChangeKind], Promise] = {
    (Part.STEP, ChangeKind.ADDED): gettext_lazy("Step added"),
    (Part.STEP, ChangeKind.REMOVED): gettext_lazy("Step removed"),
    (Part.STEP, ChangeKind.MOVED): gettext_lazy("Step moved"),
    (Part.QUESTION, ChangeKind.ADDED): gettext_lazy("Question added"),
    (Part.QUESTION, ChangeKind.REMOVED): gettext_lazy("Question removed"),
    (Part.QUESTION, ChangeKind.MOVED): gettext_lazy("Question moved"),
    (Part.CHOICE, ChangeKind.ADDED): gettext_lazy("Choice added"),
    (Part.CHOICE, ChangeKind.REMOVED): gettext_lazy("Choice removed"),
    (Part.CHOICE, ChangeKind.MOVED): gettext_lazy("Choice moved"),
    (Part.REQUIREMENT, ChangeKind.ADDED): gettext_lazy("Requirement added"),
    (Part.REQUIREMENT, ChangeKind.REMOVED): gettext_lazy("Requirement removed"),
    (Part.REQUIREMENT, ChangeKind.MOVED): gettext_lazy("Requirement moved"),
    (Part.PRIVATE, ChangeKind.ADDED): gettext_lazy("Question for reviewers added"),
    (Part.PRIVATE, ChangeKind.REMOVED): gettext_lazy("Question for reviewers removed"),
    (Part.PRIVATE, ChangeKind.MOVED): gettext_lazy("Question for reviewers moved"),
    (Part.MESSAGE, ChangeKind.ADDED): gettext_lazy("Message added"),
    (Part.MESSAGE, ChangeKind.REMOVED): gettext_lazy("Message removed"),
    (Part.SCENARIO, ChangeKind.ADDED): gettext_lazy("Scenario added"),
    (Part.SCENARIO, ChangeKind.REMOVED): gettext_lazy("Scenario removed"),
    (Part.SCENARIO, ChangeKind.MOVED): gettext_lazy("Scenario moved"),
}
ASPECTS: Mapping[str, Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "minutes": gettext_lazy("Minutes to expect"),
    "needs": gettext_lazy("What to have at hand"),
    "renews": gettext_lazy("Certificate types it renews"),
    "offer": gettext_lazy("What a certificate’s button for it says"),
    "confirmation": gettext_lazy("Words after sending"),
    "reviewers": gettext_lazy("Who decides"),
    "needs_settled_evidence": gettext_lazy("Every claimed item must be settled first"),
    "access": gettext_lazy("Who may not apply"),
    "drafts": gettext_lazy("How many applications at a time"),
    "opens_on": gettext_lazy("First day"),
    "closes_on": gettext_lazy("Last day"),
    "introduction": gettext_lazy("Introduction"),
    "condition": gettext_lazy("Asked only if"),
    "declaration": gettext_lazy("Declaration"),
    "request": gettext_lazy("What somebody else is asked"),
    "kind": gettext_lazy("Kind of step"),
    "label": gettext_lazy("Wording"),
    "hint": gettext_lazy("Hint"),
    "type": gettext_lazy("Type of question"),
    "optional": gettext_lazy("May be left empty"),
    "sensitive": gettext_lazy("Sensitive"),
    "binding": gettext_lazy("Filled in from the record"),
    "options": gettext_lazy("Limits"),
    "refusals": gettext_lazy("Answers that are refused"),
    "calculation": gettext_lazy("How it is worked out"),
    "alternatives": gettext_lazy("What may stand for what"),
    **OF_MESSAGES,
    "name": gettext_lazy("Name"),
    "on": gettext_lazy("Day"),
    "record": gettext_lazy("What is on record"),
    "credentials": gettext_lazy("Credentials held"),
    "documents": gettext_lazy("Documents held"),
    "answers": gettext_lazy("Answers"),
    "expected": gettext_lazy("What is expected"),
}
DRAFTS: Mapping[DraftPolicy, Promise] = {
    DraftPolicy.MANY: gettext_lazy("as many as people like"),
    DraftPolicy.ONE_DRAFT: gettext_lazy("one that is not sent yet"),
    DraftPolicy.ONE_UNDER_WAY: gettext_lazy("one, until it is decided"),
}
KINDS: Mapping[StepKind, Promise] = {
    StepKind.FIELDS: gettext_lazy("questions"),
    StepKind.DOCUMENTS: gettext_lazy("documents"),
    StepKind.DECLARATION: gettext_lazy("a declaration"),
    StepKind.THIRD_PARTY: gettext_lazy("somebody else is asked"),
}
NAMED: Mapping[str, Callable[[str], object]] = {
    "kind": lambda value: KINDS[StepKind(value)],
    "type": lambda value: get_field_type(value).title or value,
    "binding": lambda value: PATHS.get(value, value),
}
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
        for spec in specs:
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
        what = str(ASPECTS.get(change.aspect, change.aspect))
        before, after = (self.say_value(change, each) for each in (change.before, change.after))
        if before == after:
            before, after = (self._every_language(each) for each in (change.before, change.after))
        return ChangeLine(where, what, before, after)

    def _steps(self, change: Change) -> tuple[str, str]:
        """Return the steps that a question moved between, or nothing."""
        if change.kind is not ChangeKind.MOVED or change.before == change.after:
            return "", ""
        return self.names[change.before,], self.names[change.after,]

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
        if aspect == "drafts":
            return str(DRAFTS[DraftPolicy(value or DraftPolicy.ONE_DRAFT)])
        if aspect == "reviewers":
            return str(REVIEWERS.get(value or "", value))
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
