"""The scenarios of a published wizard on its page: what each expects, and whether it passes now."""

from __future__ import annotations

from portal.definitions.compiled import get_compiled
from portal.definitions.scenario_words import VerdictLine, describe_verdicts
from portal.definitions.scenarios import judge_scenario
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.definitions.texts import reader_language
from portal.records.wizards.models import WizardVersion

__all__ = ["judge_version"]


def judge_version(version: WizardVersion) -> list[VerdictLine] | None:
    """Return a line a scenario, or None where this release cannot read them; one query until it is compiled."""
    try:
        spec = load_wizard(version.definition)
    except DefinitionFormatError:
        return None
    if not spec.scenarios:
        return []
    compiled = get_compiled(version.pk, version.content_hash)
    verdicts = [judge_scenario(scenario, compiled) for scenario in spec.scenarios]
    return describe_verdicts(verdicts, spec, reader_language())
