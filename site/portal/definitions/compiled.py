"""A published version made ready to run: its spec and its form classes, kept in the process.

Versions are immutable, so what is compiled never goes stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from portal.definitions.fields import get_field_type
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.mirroring import Mirror, compile_mirror
from portal.definitions.requirements import Needs
from portal.definitions.rules import fields_used, paths_used
from portal.definitions.serialization import (
    ScenarioFormatError,
    load_wizard,
    without_scenarios,
)
from portal.definitions.spec import PRIVATE, FieldSpec, StepSpec, WizardSpec
from portal.records.wizards.models import WizardVersion

__all__ = ["CompiledWizard", "get_compiled", "get_whole_spec"]

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
        used = _fields_used(spec)
        self.ruled: dict[str, tuple[FieldSpec, ...]] = {
            step.id: tuple(question for question in step.fields if question.id in used)
            for step in (*spec.steps, self.private)
        }
        self._forms: dict[tuple[str, str], type[StepForm]] = {}
        self._mirrors: dict[str, Mirror | None] = {}

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

    def mirror(self, step_id: str) -> Mirror | None:
        """Return what the browser shows and hides the questions of a step by, or None."""
        if step_id not in self._mirrors:
            self._mirrors[step_id] = compile_mirror(self.spec, self.steps[step_id])
        return self._mirrors[step_id]


def _fields_used(spec: WizardSpec) -> frozenset[str]:
    """Return the ids of the fields that some rule of the definition asks for."""
    return frozenset(used.partition(".")[0] for rule in spec.rules() for used in fields_used(rule))


def _needs_credentials(question: FieldSpec) -> bool:
    """Tell whether a question offers the applicant's credentials, or is judged by the chosen one."""
    judged_by = [path for refusal in question.refusals for path in paths_used(refusal.when)]
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
    """Return a published definition with its scenarios, where this release can read them; one query."""
    definition = WizardVersion.objects.values_list("definition", flat=True).get(
        pk=compiled.version_id
    )
    try:
        return load_wizard(definition)
    except ScenarioFormatError:
        return compiled.spec
