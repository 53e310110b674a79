"""Scenarios in plain words, in the reader's language: what is given, what is expected, and what came out otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.definitions.expectations import EXPECTATIONS, UNDECIDED
from portal.definitions.fee_items import name_fees
from portal.definitions.fee_spec import place_of_fee
from portal.definitions.fields.base import as_words
from portal.definitions.message_spec import place_of_message
from portal.definitions.message_words import name_message
from portal.definitions.scenario_spec import ExpectedSpec
from portal.definitions.scenarios import Verdict
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import in_language

__all__ = ["VerdictLine", "describe_verdicts", "name_places", "say_scenario_part"]

FEES = "fees"
"""The expectation that names fees: said of definitions that name some."""
A_FEE = "fee "
Names = Mapping[str, str]
"""What steps, questions and requirements are called, by their places."""


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One scenario as a reader sees it; ``wrong`` is empty where it passes."""

    name: str
    expected: tuple[str, ...]
    wrong: tuple[str, ...]


def describe_verdicts(
    verdicts: Iterable[Verdict], spec: WizardSpec, language: str
) -> list[VerdictLine]:
    """Return verdicts on a definition's scenarios as lines."""
    names = name_places(spec, language)
    return [_line(verdict, names, language) for verdict in verdicts]


def name_places(spec: WizardSpec, language: str) -> dict[str, str]:
    """Return what a reader calls each step, question, requirement, message and fee; 1 SQL where there are fees."""
    names = {place_of_message(each.kind): name_message(each.kind) for each in spec.messages}
    for step in spec.steps:
        title = names[step.id] = in_language(step.title, language)
        for question in step.fields:
            label = in_language(question.label, language)
            names[f"{step.id}.{question.id}"] = f"{title} › {label}"
        for requirement in step.requirements:
            label = in_language(requirement.title, language)
            names[f"{step.id}.{requirement.id}"] = f"{title} › {label}"
    fees = name_fees(spec.fees, language)
    return names | {place_of_fee(fee): called for fee, called in fees.items()}


def say_scenario_part(aspect: str, value: Any, names: Names) -> str:
    """Return one attribute of a scenario, in canonical form, in words."""
    if aspect == "expected":
        return "; ".join(_say_expected(ExpectedSpec(**value), names))
    if aspect == "answers":
        return "; ".join(
            f"{names.get(f'{step}.{question}', f'{step}.{question}')}: {_say(given)}"
            for step, answers in value.items()
            for question, given in answers.items()
        )
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_say(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(say_scenario_part("", each, names) for each in value)
    return str(value)


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return as_words(value)


def _line(verdict: Verdict, names: Names, language: str) -> VerdictLine:
    differences = (
        _("%(what)s: expected %(expected)s; found %(found)s")
        % {
            "what": EXPECTATIONS[each.name].label,
            "expected": _say_found(each.name, each.expected, names),
            "found": _say_found(each.name, each.found, names),
        }
        for each in verdict.differences
    )
    faults = (
        _("It cannot be judged: %(why)s") % {"why": f"{each.name} {each.detail}"}
        for each in verdict.faults
    )
    scenario, is_read = verdict.scenario, not verdict.faults
    return VerdictLine(
        name=in_language(scenario.name, language) if is_read else scenario.id,
        expected=tuple(_say_expected(scenario.expected, names)) if is_read else (),
        wrong=(*differences, *faults),
    )


def _say_expected(expected: ExpectedSpec, names: Names) -> Iterable[str]:
    return (
        _("%(what)s: %(places)s")
        % {"what": expectation.label, "places": _say_found(name, getattr(expected, name), names)}
        for name, expectation in EXPECTATIONS.items()
        if name != FEES or expected.fees or any(place.startswith(A_FEE) for place in names)
    )


def _say_found(name: str, places: Iterable[str], names: Names) -> str:
    return _say_fees(places, names) if name == FEES else _say_places(places, names)


def _say_fees(fees: Iterable[str], names: Names) -> str:
    """Return what is charged, each with how often."""
    said = []
    for fee, times in Counter(fees).items():
        known = fee.removesuffix(UNDECIDED)
        called = names.get(place_of_fee(known), known)
        if known != fee:
            called = _("%(fee)s (cannot be decided)") % {"fee": called}
        said.append(f"{times} × {called}" if times > 1 else called)
    return " · ".join(said) or _("nothing")


def _say_places(places: Iterable[str], names: Names) -> str:
    return " · ".join(names.get(place, place) for place in places) or _("nothing")
