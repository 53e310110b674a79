"""What a step wants in documents, with what was given already and what exactly would complete it, in words.

Applicants and staff read the same lines. What counts as given, whoever asks says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from portal.definitions.fields import get_field_type
from portal.definitions.meeting import Standing, judge_requirements
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepSpec
from portal.definitions.texts import in_language

__all__ = ["Wanted", "describe_standing", "list_wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a step wants: what it is, whether it is there, and what is known beyond that.

    ``is_choice`` where there is more than one way.
    """

    title: str
    is_met: bool
    detail: str = ""
    is_choice: bool = False

    @property
    def still(self) -> str:
        """Return what is still needed, in one sentence; nothing where it is there."""
        if self.is_met:
            return ""
        return self.detail or _("Still needed: %(what)s") % {"what": self.title}


def list_wanted(
    step: StepSpec, given: Collection[str], facts: Facts, language: str
) -> list[Wanted]:
    """Return the documents that a step wants, by the ids of the questions that were given."""
    return [
        *_questions(step, given, facts, language),
        *(
            Wanted(
                capfirst(in_language(each.requirement.title, language)),
                each.is_met,
                describe_standing(each, step, language),
                is_choice=True,
            )
            for each in judge_requirements(step, given, facts)
            if _asks_for_documents(step, each)
        ),
    ]


def describe_standing(standing: Standing, step: StepSpec, language: str) -> str:
    """Return what was given of a requirement and what would complete it; nothing where nothing was given."""
    if not standing.given:
        return ""
    labels = {each.id: in_language(each.label, language) for each in step.fields}
    given = {"given": _name(standing.given, labels)}
    if standing.is_met:
        return _("Given: %(given)s.") % given
    first, *others = (_name(way, labels) for way in standing.ways)
    if not others:
        return _("Given: %(given)s. Still needed: %(missing)s.") % {**given, "missing": first}
    return _("Given: %(given)s. Still needed: %(missing)s; or instead: %(others)s.") % {
        **given,
        "missing": first,
        "others": get_text_list(others, _("or")),
    }


def _name(questions: Collection[str], labels: Mapping[str, str]) -> str:
    return get_text_list(
        [_("“%(label)s”") % {"label": labels[each]} for each in questions], _("and")
    )


def _questions(
    step: StepSpec, given: Collection[str], facts: Facts, language: str
) -> Iterator[Wanted]:
    for question in step.fields:
        is_asked = question.condition is None or is_true(question.condition, facts)
        if is_asked and question.required and _is_document(question):
            yield Wanted(in_language(question.label, language), question.id in given)


def _is_document(question: FieldSpec) -> bool:
    return get_field_type(question.type).needs_documents


def _asks_for_documents(step: StepSpec, standing: Standing) -> bool:
    questions = standing.requirement.questions()
    return any(_is_document(each) for each in step.fields if each.id in questions)
