"""What the form shows beside the blocks: rules as sentences, and what is wrong where. For ``builder.js``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.casework.building.access import DraftPage
from portal.casework.building.fees import say_fees
from portal.casework.building.tasks import list_tasks
from portal.definitions.labels import asked_labels, row_labels, rule_labels
from portal.definitions.placed_rules import IN_ROWS, REFUSALS
from portal.definitions.rules.sentences import operand_words, sentence
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import reader_language

__all__ = ["StateView", "say_rules"]


class StateView(DraftPage):
    """Answers with the sentences and the faults of the draft as it was saved last, by the ids of blocks."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return them as JSON."""
        places = self.read.names.places
        faults: dict[str, list[str]] = defaultdict(list)
        tasks = list_tasks(self.read)
        for task in tasks:
            faults[task.block].append(task.what)
        said = say_rules(self.read.spec, reader_language())
        said |= say_fees(self.read, on=localdate())
        rules = {places[place]: words for place, words in said.items() if place in places}
        return JsonResponse({"rules": rules, "faults": faults, "left": len(tasks)})


def say_rules(spec: WizardSpec, language: str) -> dict[str, str]:
    """Return what each rule demands, by the place where it stands; several of one place in one text."""
    labels = rule_labels(spec, language)
    said: dict[str, list[str]] = defaultdict(list)
    for step in (*spec.steps, spec.private_step()):
        _say_rules_of(step, labels, language, said)
        if step.request is not None:
            asked = replace(step.asked_step(), id=step.id)
            _say_rules_of(asked, asked_labels(step, language), language, said)
    return {place: " · ".join(texts) for place, texts in said.items()}


def _say_rules_of(
    step: StepSpec, labels: dict[str, str], language: str, said: dict[str, list[str]]
) -> None:
    groups: dict[str, FieldSpec] = {each.id: each for each in step.fields if each.rows}
    for placed in step.placed_rules():
        called = labels
        if placed.role in IN_ROWS:
            called = labels | row_labels(groups[placed.part.partition(".")[0]], language)
        words = sentence(placed.rule, called)
        is_refusal = placed.role in REFUSALS
        text = _("Refused when: %(rule)s") if is_refusal else _("Asked only when: %(rule)s")
        said[placed.place].append(text % {"rule": words})
    for question in step.fields:
        if question.calculation is not None:
            words = operand_words(question.calculation, labels)
            said[f"{step.id}.{question.id}"].append(_("It is %(formula)s") % {"formula": words})
