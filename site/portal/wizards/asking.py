"""Whom others were asked for an application, as its applicant sees it: what became of each, whom else to name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields.texts import refuse_control_characters
from portal.definitions.texts import in_language
from portal.lifecycle.request_states import (
    MOST_PEOPLE,
    MOST_SENDS,
    RequestState,
    latest,
    state_of,
)
from portal.lifecycle.requests import can_replace_person, can_send_again
from portal.records.applications.requests import ThirdPartyRequest

__all__ = ["PersonForm", "RequestRow", "make_rows"]

TAGS = {
    RequestState.ANSWERED: "done",
    RequestState.OVERDUE: "error",
    RequestState.DECLINED: "error",
    RequestState.EXPIRED: "error",
}


class PersonForm(forms.Form):
    """Somebody else to ask; never the applicant's own address."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        validators=[refuse_control_characters],
        error_messages={"required": gettext_lazy("Enter a name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        error_messages={"required": gettext_lazy("Enter an email address.")},
    )
    organization = forms.CharField(
        label=gettext_lazy("School, district or other organization"),
        max_length=200,
        required=False,
        validators=[refuse_control_characters],
    )

    def __init__(self, *args: Any, own: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {each.casefold() for each in own if each}

    def clean_email(self) -> str:
        """Refuse the applicant's own address."""
        email = str(self.cleaned_data["email"])
        if email.casefold() in self.own:
            raise ValidationError(
                _("This is your own address. Name somebody else."), code="own_address"
            )
        return email


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request with what may be done; ``form`` names somebody else, where that may be."""

    request: ThirdPartyRequest
    title: str
    state: str
    tag: str
    may_send_again: bool
    form: PersonForm | None
    sends_left: int
    people_left: int


def make_rows(
    requests: Iterable[ThirdPartyRequest],
    compiled: CompiledWizard,
    language: str,
    replacing: tuple[int, PersonForm] | None = None,
    *,
    is_open: bool = True,
) -> list[RequestRow]:
    """Return every request by step, in order; ``replacing`` is the form that was just refused, and of which request.

    Where the application is not ``is_open`` any more, nothing can be done.
    """
    listed = list(requests)
    last = {each.pk for each in latest(listed)} if is_open else set[int]()
    return [
        _make_row(each, compiled, language, replacing, is_last=each.pk in last) for each in listed
    ]


def _make_row(
    request: ThirdPartyRequest,
    compiled: CompiledWizard,
    language: str,
    replacing: tuple[int, PersonForm] | None,
    *,
    is_last: bool,
) -> RequestRow:
    state = state_of(request)
    form = None
    if is_last and can_replace_person(request):
        is_refused = replacing is not None and replacing[0] == request.pk
        form = replacing[1] if replacing and is_refused else PersonForm(prefix=f"p{request.pk}")
    return RequestRow(
        request=request,
        title=in_language(compiled.steps[request.step].title, language),
        state=state.label,
        tag=TAGS.get(state, ""),
        may_send_again=is_last and can_send_again(request),
        form=form,
        sends_left=MOST_SENDS - request.sends,
        people_left=MOST_PEOPLE - request.number,
    )
