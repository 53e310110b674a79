"""The form of a new release: its name, its moment in the bureau's time zone, and the parts that each kind offers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.timezone import get_default_timezone_name, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records.releases.judging import PlacedFault, describe_part
from portal.records.releases.kinds import Part, PartKind, PartRefusedError, list_kinds
from portal.users.models import User

__all__ = ["NewReleaseForm"]

LARGEST_FILE = 10_000_000
"""Bytes of a file that are read; a kind that takes fewer says so itself."""
PLACES = {"name_taken": "name", "moment_passed": "day"}
"""The fields beside which faults of the release as a whole stand."""


class ManyFilesInput(forms.ClearableFileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, each judged by itself."""
        return [super(ManyFilesField, self).clean(each, initial) for each in data or () if each]


class NewReleaseForm(forms.Form):
    """Asks for one field a kind, whatever kinds there are."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("By which colleagues know it, such as “Rules of July 2027”."),
        max_length=100,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, planner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {
            f"parts_{kind.name}": kind
            for kind in list_kinds()
            if not kind.permission or planner.has_perm(kind.permission)
        }
        self.fields["time"].help_text = _("In the time zone %(zone)s.") % {
            "zone": get_default_timezone_name()
        }
        for name, kind in self.kinds.items():
            if field := _make_field(kind, planner):
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Add the moment and the parts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("time"):
            with override(None):  # the bureau's zone, whichever the reader's profile has
                try:
                    cleaned["due_at"] = from_current_timezone(
                        datetime.combine(cleaned["day"], cleaned["time"])
                    )
                except forms.ValidationError as error:
                    self.add_error("time", error)
        cleaned["parts"] = [
            part
            for name, kind in self.kinds.items()
            for given in cleaned.get(name) or ()
            for part in self._make_parts(name, kind, given)
        ]
        return cleaned

    def _make_parts(self, name: str, kind: PartKind, given: Any) -> Iterable[Part]:
        """Yield the part that was chosen or sent; what is wrong with it stands beside its field."""
        try:
            yield kind.read(given.read(LARGEST_FILE)) if kind.reads_files else kind.pick(given)
        except PartRefusedError as refused:
            place = given.name if kind.reads_files else given
            for fault in refused.faults:
                words = PlacedFault(Part(kind.name, ""), fault).words
                self.add_error(name, f"{place}: {words}")

    def tell(self, faults: Iterable[PlacedFault]) -> None:
        """Put what the operation refused beside the fields that it comes from."""
        for placed in faults:
            field = PLACES.get(placed.fault.name)
            words = placed.words
            if placed.part is not None:
                field = f"parts_{placed.part.kind}"
                words = f"{describe_part(placed.part)}: {words}"
            self.add_error(field if field in self.fields else None, words)


def _make_field(kind: PartKind, planner: User) -> forms.Field | None:
    """Return the field of a kind; None where it has nothing to choose from."""
    shared: dict[str, Any] = {"label": kind.title, "help_text": kind.help_text, "required": False}
    if kind.reads_files:
        return ManyFilesField(**shared)
    choices = kind.choices(planner)
    if not choices:
        return None
    return forms.MultipleChoiceField(
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("What was chosen is not there to choose any more.")
        },
        **shared,
    )
