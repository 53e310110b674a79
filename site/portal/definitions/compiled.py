"""A published version made ready to run: its spec and its form classes, kept in the process.

Versions are immutable, so what is compiled never goes stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from portal.definitions.fields import get_field_type
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.mirroring import Mirror, compile_mirror
from portal.definitions.requirements import Needs
from portal.definitions.rules import Node, fields_used, paths_used
from portal.definitions.serialization import (
    ScenarioFormatError,
    load_wizard,
    without_scenarios,
)
from portal.definitions.spec import ASKED, PRIVATE, FieldSpec, StepSpec, WizardSpec
from portal.records.wizards.models import WizardVersion

__all__ = ["CompiledWizard", "get_compiled", "get_whole_spec"]

Asked = dict[str, tuple[FieldSpec, ...]]
CREDENTIAL = "credential."
"""What the paths begin with by which rules read the credential that the application is about."""


class CompiledWizard:
    """One version of one wizard, with the form class of each step in each language asked for."""

    def __init__(
        self, version_id: int, number: int, spec: WizardSpec, plugins: Iterable[str] = ()
    ) -> None:
        self.version_id, self.number, self.spec = version_id, number, spec
        self._needs = Needs(spec, plugins)
        self.steps: dict[str, StepSpec] = {step.id: step for step in spec.steps}
        self.private = spec.private_step()
        self.needs_credentials = frozenset(
            step.id
            for step in spec.steps
            if any(_needs_credentials(question) for question in step.fields)
        )
        self.needs_documents = frozenset(
            step.id
            for step in spec.steps
            if any(get_field_type(question.type).needs_documents for question in step.fields)
        )
        self.needs_ssns = frozenset(
            step.id
            for step in spec.steps
            if any(get_field_type(question.type).needs_ssns for question in step.fields)
        )
        self.asks_others = any(step.request for step in spec.steps)
        self.needs_lists = {step.id: _lists_of(step) for step in spec.steps}
        self.ruled = self._asked_by((*spec.rules(), *spec.formulas()))
        self.steering = self._asked_by(step.condition for step in spec.steps if step.condition)
        """What the conditions of steps ask for; ``ruled`` is what any rule does."""
        self._earlier: dict[str, Asked] = {}
        self._forms: dict[tuple[str, str], type[StepForm]] = {}
        self._forms_by_step: dict[str, dict[str, type[StepForm]]] = {}
        self._mirrors: dict[str, Mirror | None] = {}

    def _asked_by(self, nodes: Iterable[Node]) -> Asked:
        """Return the questions that some rules and formulas ask for, by the step they stand on."""
        used = self._read_by(nodes)
        return {
            step.id: tuple(question for question in step.fields if question.id in used)
            for step in (*self.spec.steps, self.private)
        }

    def _read_by(self, nodes: Iterable[Node]) -> set[str]:
        """Return the ids of the questions that are read, and of those that a calculated one among them rests on."""
        calculated = {each.id: each for each in self.spec.fields() if each.calculation}
        found: set[str] = set()
        waiting = list(nodes)
        while waiting:
            for name in {used.partition(".")[0] for used in fields_used(waiting.pop())} - found:
                found.add(name)
                if name in calculated:
                    question = calculated[name]
                    waiting += filter(None, (question.calculation, question.condition))
        return found

    def earlier(self, step_id: str) -> Asked:
        """Return the questions of other steps that the rules of a step ask for, by step; nothing for the read-back."""
        if step_id not in self.steps:
            return {}
        if step_id not in self._earlier:
            step = self.steps[step_id]
            rules = [placed.rule for placed in step.placed_rules()]
            formulas = [each.calculation for each in step.fields if each.calculation]
            asked = self._asked_by((*rules, *formulas))
            self._earlier[step_id] = {
                before: questions
                for before, questions in asked.items()
                if questions and before != step_id
            }
        return self._earlier[step_id]

    @property
    def missing_plugins(self) -> list[str]:
        """Return the ids of plugins without which the version can be read, and nothing else."""
        return self._needs.missing()

    def form_class(self, step_id: str, language: str) -> type[StepForm]:
        """Return the form class of a step in a language, or of the questions for reviewers (PRIVATE)."""
        key = (step_id, language)
        if key not in self._forms:
            step = self.private if step_id == PRIVATE else self.steps[step_id]
            self._forms[key] = step_form_class(step, language, self.ruled[step_id])
        return self._forms[key]

    def asked_form(self, step_id: str, language: str) -> type[StepForm]:
        """Return the form class of what somebody else is asked in a step."""
        key = (f"{step_id}.{ASKED}", language)
        if key not in self._forms:
            asked = self.steps[step_id].asked_step()
            self._forms[key] = step_form_class(asked, language, self.asked_ruled(step_id))
        return self._forms[key]

    def asked_ruled(self, step_id: str) -> tuple[FieldSpec, ...]:
        """Return the questions for somebody else in a step that rules among them ask for."""
        asked = self.steps[step_id].asked_step()
        used = self._read_by(placed.rule for placed in asked.placed_rules())
        return tuple(each for each in asked.fields if each.id in used)

    def form_classes(self, language: str) -> Mapping[str, type[StepForm]]:
        """Return the form class of every step in a language, in the order asked."""
        if language not in self._forms_by_step:
            found = {step: self.form_class(step, language) for step in self.steps}
            self._forms_by_step[language] = found
        return self._forms_by_step[language]

    def mirror(self, step_id: str) -> Mirror | None:
        """Return what the browser shows and hides the questions of a step by, or None."""
        if step_id not in self._mirrors:
            self._mirrors[step_id] = compile_mirror(self.spec, self.steps[step_id])
        return self._mirrors[step_id]

    def asked_mirror(self, step_id: str) -> Mirror | None:
        """Return the same of what somebody else is asked in a step."""
        key = f"{step_id}.{ASKED}"
        if key not in self._mirrors:
            asked = self.steps[step_id].asked_step()
            self._mirrors[key] = compile_mirror(replace(self.spec, steps=(asked,)), asked)
        return self._mirrors[key]


def _lists_of(step: StepSpec) -> frozenset[str]:
    """Return the lists that the questions of a step, and of its rows, offer to choose from."""
    asked = [each for question in step.fields for each in (question, *question.rows)]
    return frozenset(name for each in asked for name in get_field_type(each.type).needs_lists)


def _needs_credentials(question: FieldSpec) -> bool:
    """Tell whether a question offers the applicant's credentials, or is judged by the chosen one."""
    in_rows = (placed.rule for each in question.rows for placed in each.placed_in_row("", ""))
    refused = (refusal.when for refusal in question.refusals)
    read = (question.calculation, question.condition, *refused, *in_rows)
    judged_by = [path for node in read if node is not None for path in paths_used(node)]
    return get_field_type(question.type).needs_credentials or any(
        path.startswith(CREDENTIAL) for path in judged_by
    )


@lru_cache(maxsize=256)
def get_compiled(version_id: int, content_hash: str) -> CompiledWizard:
    """Return the compiled version; one query the first time a process asks.

    The hash is part of what is kept: after a restore the same id may stand for other content. Scenarios are
    left out: nobody who runs a wizard asks for them.
    """
    row = WizardVersion.objects.get(pk=version_id, content_hash=content_hash)
    spec = load_wizard(without_scenarios(row.definition))
    return CompiledWizard(version_id, row.number, spec, row.required_plugins)


def get_whole_spec(compiled: CompiledWizard) -> WizardSpec:
    """Return a published definition with its scenarios, where this release can read them; one query.

    One that is not published yet is whole as it is.
    """
    if not compiled.version_id:
        return compiled.spec
    definition = WizardVersion.objects.values_list("definition", flat=True).get(
        pk=compiled.version_id
    )
    try:
        return load_wizard(definition)
    except ScenarioFormatError:
        return compiled.spec
