"""A published version made ready to run: its spec and its form classes, kept in the process.

Versions are immutable, so what is compiled never goes stale.
"""

from __future__ import annotations

from functools import lru_cache

from portal.definitions.fields import get_field_type
from portal.definitions.forms import StepForm, step_form_class
from portal.definitions.rules import fields_used
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.records.wizards.models import WizardVersion

__all__ = ["CompiledWizard", "get_compiled"]


class CompiledWizard:
    """One version of one wizard, with the form class of each step in each language asked for."""

    def __init__(
        self,
        version_id: int,
        number: int,
        spec: WizardSpec,
        required_plugins: frozenset[str] = frozenset(),
    ) -> None:
        self.version_id, self.number, self.spec = version_id, number, spec
        self.required_plugins = required_plugins
        self.steps: dict[str, StepSpec] = {step.id: step for step in spec.steps}
        self.needs_credentials = frozenset(
            step.id
            for step in spec.steps
            if any(get_field_type(question.type).needs_credentials for question in step.fields)
        )
        used = _fields_used(spec)
        self.ruled: dict[str, tuple[FieldSpec, ...]] = {
            step.id: tuple(question for question in step.fields if question.id in used)
            for step in spec.steps
        }
        self._forms: dict[tuple[str, str], type[StepForm]] = {}

    def form_class(self, step_id: str, language: str) -> type[StepForm]:
        """Return the form class of a step in a language."""
        key = (step_id, language)
        if key not in self._forms:
            self._forms[key] = step_form_class(self.steps[step_id], language, self.ruled[step_id])
        return self._forms[key]


def _fields_used(spec: WizardSpec) -> frozenset[str]:
    """Return the ids of the fields that some condition of the definition asks for."""
    conditions = [step.condition for step in spec.steps]
    conditions += [question.condition for question in spec.fields()]
    return frozenset(
        used for condition in conditions if condition for used in fields_used(condition)
    )


@lru_cache(maxsize=256)
def get_compiled(version_id: int, content_hash: str) -> CompiledWizard:
    """Return the compiled version; one query the first time a process asks.

    The hash is part of what is kept: after a restore the same id may stand for other content.
    """
    row = WizardVersion.objects.get(pk=version_id, content_hash=content_hash)
    spec = load_wizard(row.definition)
    return CompiledWizard(version_id, row.number, spec, frozenset(row.required_plugins))
