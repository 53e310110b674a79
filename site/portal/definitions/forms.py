"""The Django form of a step, made from its spec: one spec for HTML, re-check at submit and API.

How a form looks is the wizards layer's and the templates' business.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.fields.ssns import is_typed_ssn
from portal.definitions.meeting import Standing, unmet_requirements
from portal.definitions.rules import Facts, is_true
from portal.definitions.spec import FieldSpec, StepKind, StepSpec
from portal.definitions.texts import fill_in, in_language
from portal.definitions.wanted import describe_standing

__all__ = [
    "ACCEPTED",
    "DeclarationForm",
    "StepForm",
    "initial_from",
    "raw_data",
    "rule_values",
    "step_form_class",
    "typed_again",
]

ACCEPTED, VERSION = "accepted", "version"
LONGEST_KEPT = 20_000
"""Characters of a control that are kept unchecked."""


class StepForm(forms.Form):
    """A step's questions; ``stored()`` gives the checked answers in JSON form.

    A field whose condition does not hold on the posted answers is neither checked nor stored.
    """

    step: ClassVar[StepSpec]
    questions: ClassVar[Mapping[str, FieldSpec]] = {}
    """The step's questions by their ids."""
    fitted: ClassVar[tuple[FieldSpec, ...]] = ()
    """The questions whose controls are fitted to applicant and day."""
    ruled: ClassVar[tuple[FieldSpec, ...]] = ()
    ruled_ids: ClassVar[frozenset[str]] = frozenset()
    refusing: ClassVar[tuple[FieldSpec, ...]] = ()
    """The questions that have rules against their answers."""
    conditional: ClassVar[frozenset[str]] = frozenset()
    """The ids of the questions that are asked on a condition."""
    controls: ClassVar[frozenset[str]] = frozenset()
    """The names, without prefix, that a post of this step may carry."""
    passed_over: ClassVar[frozenset[str]] = frozenset()
    """Names that a post may carry and that never count: of what has no control."""

    def __init__(
        self,
        *args: Any,
        context: AnsweringContext,
        earlier: Mapping[str, Any] | None = None,
        kept: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take ``earlier``, the values of the steps before, and ``kept``, what is stored of this one."""
        shared = self.base_fields
        vars(self)["base_fields"] = {}  # Django would copy every field; ours differ in few
        super().__init__(*args, **kwargs)
        del vars(self)["base_fields"]
        self.context, self.earlier = context, dict(earlier or {})
        self.kept: Mapping[str, Any] = kept or {}
        self.fields = self._own_fields(shared)

    def _own_fields(self, shared: Mapping[str, forms.Field]) -> dict[str, forms.Field]:
        """Return the shared fields, with a copy of those that are fitted to applicant and day."""
        fields = dict(shared)
        for question in self.fitted:
            fields[question.id] = own = copy.deepcopy(shared[question.id])
            get_field_type(question.type).prepare(own, question, self.context)
        return fields

    def clean(self) -> dict[str, Any]:
        """Drop what was not asked, with its errors, and keep the JSON form of the rest."""
        asked: dict[str, Any] = {}
        values = dict(self.earlier)
        facts = Facts(answers=values, records=self.context.record, as_of=self.context.on)
        for question in self.step.fields:
            if question.condition and not is_true(question.condition, facts):
                self.cleaned_data.pop(question.id, None)
                self.errors.pop(question.id, None)
            elif question.id in self.cleaned_data:
                field_type = get_field_type(question.type)
                stored = (
                    field_type.to_stored(self.cleaned_data[question.id])
                    if field_type.asks
                    else field_type.work_out(question, facts)
                )
                if stored is not None:
                    asked[question.id] = stored
                    if question.id in self.ruled_ids:
                        values |= field_type.values_of(question, stored)
        self._stored = asked
        if self.refusing:
            self._refuse(asked, facts)
        for unmet in unmet_requirements(self.step, asked, facts):
            self._ask_for(unmet)
        return self.cleaned_data

    def _ask_for(self, unmet: Standing) -> None:
        """Say beside the first question that lacks what would meet a requirement; once what was typed is right."""
        requirement, language = unmet.requirement, self.context.language
        if not self.errors.keys() & requirement.questions():
            title = in_language(requirement.title, language)
            known = describe_standing(unmet, self.step, language)
            self.add_error(unmet.ways[0][0], known or _("Still needed: %(what)s") % {"what": title})

    def _refuse(self, asked: Mapping[str, Any], facts: Facts) -> None:
        """Say beside each question why a rule refuses its answer."""
        for question in self.refusing:
            for refusal in question.refusals if question.id in asked else ():
                if is_true(refusal.when, facts):
                    text = in_language(refusal.message, self.context.language)
                    self.add_error(question.id, fill_in(text, facts.records))

    def show_only(self, errors: Mapping[str, Iterable[str]]) -> None:
        """Carry these errors, by question, and check nothing: only a file was added so far."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for question, texts in errors.items():
            for each in texts:
                self.add_error(question, each)

    def result_of(self, name: str) -> str:
        """Return in words what a calculated question comes to as far as is known; empty where it is not."""
        answers = self.stored() if self.is_bound and hasattr(self, "_stored") else self.kept
        facts = Facts(self.earlier, self.context.record, self.context.on)
        facts = replace(facts, answers={**self.earlier, **rule_values(self.ruled, answers, facts)})
        question = next(each for each in self.step.fields if each.id == name)
        field_type = get_field_type(question.type)
        stored = field_type.work_out(question, facts)
        return "" if stored is None else field_type.display(question, stored, self.context)

    def stored(self) -> dict[str, Any]:
        """Return the checked answers by field id; only those that were asked and answered."""
        return dict(self._stored)

    def raw(self) -> dict[str, list[str]]:
        """Return what was typed into this step's own controls, by control name without prefix; never a typed SSN."""
        data: Any = self.data
        kept: dict[str, list[str]] = {}
        for name in sorted(each for each in self.controls if not is_typed_ssn(each)):
            values = [str(value)[:LONGEST_KEPT] for value in data.getlist(self.add_prefix(name))]
            if any(values):
                kept[name] = values
        return kept


class DeclarationForm(StepForm):
    """A statement to accept; the version that was shown must be the version in force."""

    controls = frozenset({ACCEPTED, VERSION})

    accepted = forms.BooleanField()
    version = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declaration = self.step.declaration
        assert declaration is not None
        self.fields = copy.deepcopy(self.fields)
        self.fields[ACCEPTED].label = in_language(declaration.accept, self.context.language)
        self.fields[ACCEPTED].error_messages["required"] = _(
            "Accept the statement to go on. Without it the application cannot be sent."
        )
        self.initial[VERSION] = declaration.version

    def clean(self) -> dict[str, Any]:
        """Take the acceptance only for the version in force; show a newer statement otherwise."""
        self._stored = {}
        declaration = self.step.declaration
        assert declaration is not None
        if self.cleaned_data.get(VERSION) != declaration.version:
            fresh = QueryDict(mutable=True)
            fresh[self.add_prefix(VERSION)] = declaration.version
            self.data = fresh
            self.add_error(
                None, _("The statement has changed since you opened it. Read it again and accept.")
            )
        elif self.cleaned_data.get(ACCEPTED):
            self._stored = {self.step.id: declaration.version}
        return self.cleaned_data

    def raw(self) -> dict[str, list[str]]:
        """Return nothing: acceptance is given on a page that was read, never restored."""
        return {}


def step_form_class(
    step: StepSpec, language: str, ruled: tuple[FieldSpec, ...] = ()
) -> type[StepForm]:
    """Return the form class of a step in a language; ``ruled`` are the fields that rules ask for."""
    if step.kind is StepKind.DECLARATION:
        return type("Declaration", (DeclarationForm,), {"step": step})
    controls: dict[str, Any] = {
        question.id: get_field_type(question.type).form_field(question, language)
        for question in step.fields
    }
    names = frozenset(
        name
        for question in step.fields
        for name in get_field_type(question.type).control_names(question, question.id)
    )
    for requirement in step.requirements:
        for name in requirement.questions():
            controls[name].is_alternative = True
    refusing = tuple(question for question in step.fields if question.refusals)
    own = {
        "step": step,
        "questions": {question.id: question for question in step.fields},
        "fitted": tuple(each for each in step.fields if get_field_type(each.type).is_fitted),
        "ruled": ruled,
        "ruled_ids": frozenset(question.id for question in ruled),
        "refusing": refusing,
        "conditional": frozenset(question.id for question in step.fields if question.condition),
        "controls": names,
        "passed_over": frozenset(
            question.id for question in step.fields if not get_field_type(question.type).asks
        ),
    }
    return type("Step", (StepForm,), {**controls, **own})


def rule_values(
    questions: Iterable[FieldSpec], stored: Mapping[str, Any], before: Facts | None = None
) -> dict[str, Any]:
    """Return the stored answers to some questions as values that rules compare.

    With the facts ``before`` them, what is calculated is worked out anew: what it rests on may have changed since.
    """
    values: dict[str, Any] = {}
    for question in questions:
        field_type = get_field_type(question.type)
        given = stored.get(question.id)
        if before is not None and not field_type.asks:
            facts = replace(before, answers={**before.answers, **values})
            is_asked = question.condition is None or is_true(question.condition, facts)
            given = field_type.work_out(question, facts) if is_asked else None
        if given is not None:
            values |= field_type.values_of(question, given)
    return values


def raw_data(step: StepSpec, stored: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return stored answers as a browser would post them again."""
    if step.kind is StepKind.DECLARATION:
        version = stored.get(step.id, "")
        return {f"{prefix}-{VERSION}": version, f"{prefix}-{ACCEPTED}": "on" if version else ""}
    data: dict[str, Any] = {}
    for question in step.fields:
        if question.id in stored:
            field_type = get_field_type(question.type)
            data |= field_type.raw_of(question, stored[question.id], f"{prefix}-{question.id}")
    return data


def typed_again(step: StepSpec, stored: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return stored answers as typing that is kept unchecked, by control name without prefix."""
    typed: dict[str, list[str]] = {}
    for question in step.fields:
        if stored.get(question.id) is not None:
            field_type = get_field_type(question.type)
            posted = field_type.raw_of(question, stored[question.id], question.id)
            typed |= {
                name: [str(each) for each in (value if isinstance(value, list) else [value])]
                for name, value in posted.items()
            }
    return typed


def initial_from(step: StepSpec, raw: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return what each control of a step opens with, from typing by control name without prefix."""
    return {
        question.id: get_field_type(question.type).initial_of(question, raw, question.id)
        for question in step.fields
    }
