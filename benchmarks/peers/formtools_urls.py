"""The stock wizards of 3, 10 and 30 steps at /w<steps>/<step>/."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

from benchmarks.answers import KINDS
from benchmarks.peers.submissions.models import Submission

SIZES = (3, 10, 30)


class StepForm(forms.Form):
    """Six fields, as the portal's benchmark wizards have them."""

    title = forms.CharField(max_length=60)
    email = forms.EmailField()
    day = forms.DateField()
    years = forms.IntegerField(min_value=0, max_value=60)
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    notes = forms.CharField(widget=forms.Textarea, required=False)


class StockWizard(NamedUrlSessionWizardView):
    """What formtools' documentation shows."""

    template_name = "wizard.html"

    def get_prefix(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """Keep the wizards of different sizes apart in one session."""
        return f"wizard{len(self.form_list)}"

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        """Store what was answered."""
        answered = [
            {name: str(value) for name, value in form.cleaned_data.items()} for form in form_list
        ]
        Submission._default_manager.create(data=answered)
        return HttpResponse("done")


def _view(steps: int) -> Any:
    forms_by_step = [
        (f"s{number}", type(f"Step{number}", (StepForm,), {})) for number in range(steps)
    ]
    return StockWizard.as_view(forms_by_step, url_name=f"wizard{steps}", done_step_name="done")


urlpatterns = [
    path(f"w{steps}/<slug:step>/", _view(steps), name=f"wizard{steps}") for steps in SIZES
]
