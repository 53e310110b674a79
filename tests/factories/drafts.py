"""Drafts of wizards as editors make them, and the form that Wagtail posts for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.definitions.building.drafts import columns_of
from portal.definitions.building.writing import write_draft
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User

__all__ = ["COURSE", "TAUGHT", "form_of", "make_draft"]

COURSE = WizardSpec(
    key="bureau.one_off_course",
    title=text("One-off course", "Curso único"),
    summary=text("Approval of one course.", "Aprobación de un curso."),
    steps=(
        StepSpec(
            id="course",
            title=text("The course", "El curso"),
            fields=(
                FieldSpec(id="name", type="text", label=text("Name of it", "Su nombre")),
                FieldSpec(
                    id="hours",
                    type="integer",
                    label=text("Clock hours", "Horas"),
                    options={"min": 1, "max": 99},
                ),
            ),
        ),
    ),
)


PLACE = FieldSpec(
    id="place",
    type="text",
    label=text("Where is it given?", "¿Dónde se imparte?"),
    condition=eq(answer("online"), False),
)
TAUGHT = replace(
    COURSE,
    key="bureau.taught_course",
    title=text("Approval of a course", "Aprobación de un curso"),
    steps=(
        replace(
            COURSE.steps[0],
            fields=(
                *COURSE.steps[0].fields,
                FieldSpec(
                    id="online",
                    type="yes_no",
                    label=text("Is it given online?", "¿Es en línea?"),
                ),
            ),
        ),
        StepSpec(
            id="more",
            title=text("The place", "El lugar"),
            condition=eq(answer("online"), False),
            fields=(PLACE,),
        ),
    ),
    private=(FieldSpec(id="note", type="text", label=text("Note", "Nota")),),
)
"""A course with a step and a question that are asked on a condition, and a question for reviewers."""


def make_draft(by: User, spec: WizardSpec = COURSE) -> WizardDraft:
    """Return a draft of a definition, saved once by somebody."""
    written = write_draft(spec)
    draft = WizardDraft(
        key=spec.key, live=False, has_unpublished_changes=True, **columns_of(spec, written)
    )
    draft.save()
    draft.save_revision(user=by, log_action="wagtail.create")
    draft.refresh_from_db()
    return draft


def form_of(draft: WizardDraft, **changes: Any) -> dict[str, Any]:
    """Return what the browser posts of a draft whose streams are empty."""
    data = {
        "title_en": draft.title_en,
        "title_es": draft.title_es,
        "summary_en": draft.summary_en,
        "summary_es": draft.summary_es,
        "confirmation_en": "",
        "confirmation_es": "",
        "minutes": draft.minutes,
        "applicants": draft.applicants,
        "drafts": draft.drafts,
        "reviewers": draft.reviewers,
        "steps-count": 0,
        "terms-count": 0,
        "fees-count": 0,
        "private-count": 0,
        "messages-count": 0,
    }
    return {**data, **changes}
