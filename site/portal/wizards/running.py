"""One step of a run, driven by django-formtools over the draft.

formtools decides which step comes next and when all are through; this view closes its stock faults: submit only by
POST, no step without those before it, the address names it, nothing in the session or lost on Back. Each is tested.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from formtools.wizard.views import NamedUrlWizardView

from portal.definitions.evaluation import HeldAnswers, applicable_steps, earlier_values
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm
from portal.definitions.record_paths import CHOSEN_CREDENTIAL
from portal.definitions.spec import StepSpec
from portal.definitions.texts import reader_language
from portal.lifecycle.errors import AlreadySubmittedError, DraftMovedError, StaleStepError
from portal.lifecycle.facts import answering_context
from portal.lifecycle.funnel import note_refusal
from portal.lifecycle.runs import Run
from portal.wizards.addresses import REVIEW, SUBMITTED, application_url, step_url
from portal.wizards.availability import load_run
from portal.wizards.forms import ReviewForm
from portal.wizards.hindrances import hold_back
from portal.wizards.initial import initial_values, typed_like_stored
from portal.wizards.interruption import keep_for_sign_in, restore_after_sign_in
from portal.wizards.order import first_incomplete_before, next_step
from portal.wizards.page import draw_step
from portal.wizards.pages import bad_form, conflict, keep_posted, moved_meanwhile
from portal.wizards.posted import keep_typed, names_only_own, read_version
from portal.wizards.presentation import review_context, step_context
from portal.wizards.sealing import seal_typed
from portal.wizards.storage import DraftStorage
from portal.wizards.submitting import submit
from portal.wizards.uploads import UPLOAD, take_files
from portal.wizards.visiting import has_owner

__all__ = ["StepView"]


class StepView(NamedUrlWizardView):
    """Shows, checks and saves a step; the last one, the read-back, submits."""

    storage_name = "portal.wizards.storage.DraftStorage"
    storage: DraftStorage
    _applicable_to: Run | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the applicant's own draft; 404 for any other, status page for one that was sent."""
        public_id, step = kwargs["public_id"], kwargs["step"]
        if not has_owner(request, public_id):
            return keep_for_sign_in(request, public_id, step)
        run = load_run(request, public_id)
        if run.submitted_at is not None or step == SUBMITTED:
            return redirect(application_url(public_id))
        if step != REVIEW and step not in run.compiled.steps:
            raise Http404("no such step")
        if (instead := hold_back(request, run, step)) is not None:
            return instead
        request.wizard_run = restore_after_sign_in(request, run, step)  # type: ignore[attr-defined]
        self._set_form_list(request.wizard_run)  # type: ignore[attr-defined]
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]
        except AlreadySubmittedError:
            return redirect(application_url(public_id))
        except DraftMovedError:
            return moved_meanwhile(request, run, step)

    def _set_form_list(self, run: Run) -> None:
        compiled = run.compiled
        forms_by_step: dict[str, Any] = dict(compiled.form_classes(reader_language()))
        self.form_list = OrderedDict({**forms_by_step, REVIEW: ReviewForm})
        self.condition_dict = {
            step.id: _applies(step.id) for step in compiled.spec.steps if step.condition
        }

    @property
    def run(self) -> Run:
        """Return the run with what this request has saved."""
        return self.storage.run

    @cached_property
    def answering(self) -> AnsweringContext:
        """Return the facts around the answers that this step asks for; all for the read-back."""
        step = self.kwargs["step"]
        return answering_context(
            self.run,
            on=timezone.localdate(),
            language=reader_language(),
            step=None if step == REVIEW else step,
        )

    @property
    def applicable(self) -> list[StepSpec]:
        """Return the steps that apply to the stored answers; worked out once a state of the run."""
        if self._applicable_to is not self.run:
            self._applicable_to = self.run
            self._applicable = applicable_steps(self.run.compiled, self.run.held, self.answering)
        return self._applicable

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the step that the address names, once those before it are complete."""
        if (elsewhere := self._elsewhere(kwargs["step"])) is not None:
            return elsewhere
        self.storage.current_step = kwargs["step"]
        return self.render(self.get_form())

    def _elsewhere(self, step: str) -> HttpResponse | None:
        if step not in self.get_form_list():
            return redirect(application_url(self.run.public_id))
        missing = first_incomplete_before(step, self.applicable, self.run.held)
        if missing is None:
            return None
        if self.request.method == "POST":  # what came before was complete when the page was opened
            keep_posted(self.request, self.run, step)
        messages.info(self.request, _("Complete this part first."))
        return redirect(step_url(self.run.public_id, missing))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the step that the address names and go on; the read-back submits."""
        step = kwargs["step"]
        if (elsewhere := self._elsewhere(step)) is not None:
            return elsewhere
        self.storage.current_step = step
        if step in self.run.compiled.needs_ssns and self._is_own_form(step):
            self.request.POST = seal_typed(self.request.POST, self.run, step)
            del self.answering  # it does not know of a number that has just been kept
        if (answer := self._take_files(step)) is not None:
            return answer
        if "wizard_goto_step" in self.request.POST:
            return self._leave(step, self.request.POST["wizard_goto_step"])
        if not self._is_own_form(step):
            return bad_form(self.request, self.run, step)
        try:
            response: HttpResponse = super().post(*args, **kwargs)
        except StaleStepError as stale:
            return conflict(self.request, self.run, self.get_form(data=self.request.POST), stale)
        return response

    def _take_files(self, step: str) -> HttpResponse | None:
        """Receive the files of the post before anything else, so that no error loses them; None to go on.

        Whoever pressed the button beside a file comes back to the question, as does one whose file was refused.
        """
        asked_only = UPLOAD in self.request.POST
        if step == REVIEW or not (asked_only or self.request.FILES):
            return None
        if not self._is_own_form(step):
            return bad_form(self.request, self.run, step)
        taken = take_files(self.request, self.run, self.get_form(data=self.request.POST))
        self.request.POST = taken.posted
        del self.answering  # it does not know of what has just been received
        if not (asked_only or taken.errors):
            return None
        form: StepForm = self.get_form(data=taken.posted)
        keep_typed(self.request, self.run, form)
        if taken.errors:
            form.show_only(taken.errors)
            return self.render(form)
        messages.success(self.request, taken.said)
        question = self.request.POST[UPLOAD]
        return redirect(f"{step_url(self.run.public_id, step)}?uploaded#id_{step}-{question}-file")

    def _is_own_form(self, step: str) -> bool:
        """Tell whether the post names this step and a version, and no field the step has not."""
        posted = self.request.POST
        if posted.get(f"{self.prefix}-current_step") != step:
            return False
        if step == REVIEW:
            return True
        if (version := read_version(posted)) is None:
            return False
        self.storage.expected_version = version
        return names_only_own(posted, step, self.form_list[step])

    def _leave(self, step: str, target: str) -> HttpResponse:
        """Keep what was typed, unchecked, and go where the person wants to."""
        if step != REVIEW:
            form: StepForm = self.get_form(data=self.request.POST)
            if not typed_like_stored(self.run, form.step, form.raw(), self.answering.record):
                keep_typed(self.request, self.run, form)
        if target in self.get_form_list():
            return redirect(step_url(self.run.public_id, target))
        if self.run.is_visit:
            return redirect("wizards:stop_here", self.run.public_id)
        return redirect(application_url(self.run.public_id))

    def process_step(self, form: forms.Form) -> dict[str, Any]:
        """Return the checked answers, which the storage saves."""
        if not isinstance(form, StepForm):
            return {}
        answers = form.stored()
        for question in form.step.fields:
            if question.binding == CHOSEN_CREDENTIAL:
                self.storage.credential_number = answers.get(question.id)
        return answers

    def get_next_step(self, step: str | None = None) -> str:
        """Return the next step that still asks for something; the read-back once none does."""
        return next_step(step or self.steps.current, self.applicable, self.run.held)

    def render_done(self, form: forms.Form, **kwargs: Any) -> HttpResponse:
        """Submit; reached only by a POST of the read-back."""
        return submit(self.request, self.run)

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Give the form its context and the answers that rules may ask for."""
        current, run = step or self.steps.current, self.run
        earlier = earlier_values(run.compiled, current, self.applicable, run.held, self.answering)
        held = run.held.get(current, HeldAnswers())
        return {"context": self.answering, "earlier": earlier, "kept": held.answers}

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return what the step's page opens with."""
        if step == REVIEW:
            return {}
        return initial_values(self.run, self.run.compiled.steps[step], self.answering.record)

    def get_step_url(self, step: str) -> str:
        """Return the address of a step of this application."""
        return step_url(self.kwargs["public_id"], step)

    def get_template_names(self) -> list[str]:
        """Return the page of a step, or of the read-back."""
        name = "review" if self.steps.current == REVIEW else "step"
        return [f"portal/wizards/{name}.html"]

    def get_context_data(self, form: forms.Form, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        if self.steps.current == REVIEW:
            return context | review_context(self.run, self.answering)
        took = "uploaded" in self.request.GET
        own = step_context(self.run, self.applicable, form, self.steps.prev, was_uploaded=took)
        return context | own

    def render(self, form: forms.Form | None = None, **kwargs: Any) -> HttpResponse:
        """Fill the page of a step that has nothing to say of its own; draw any other, with 422 where it refuses."""
        form = form or self.get_form()
        if isinstance(form, StepForm) and form.is_bound:
            note_refusal(self.run, self.steps.current, form.errors, on=timezone.localdate())
        if (
            self.steps.current == REVIEW
            or form.is_bound
            or self.request.GET
            or bool(messages.get_messages(self.request))
        ):
            page: HttpResponse = super().render(form, **kwargs)
            page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
            return page
        context = self.get_context_data(form=form, **kwargs)
        (template,) = self.get_template_names()
        return HttpResponse(draw_step(self.request, self.run, template, context))


def _applies(step_id: str) -> Any:
    return lambda view: any(step.id == step_id for step in view.applicable)
