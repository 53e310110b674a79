"""The forms of pages and snippets: what WCAG forbids (A, AA) is refused on the way to publication, never in a draft."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Page

from content.editing.accessibility import judge_values, to_errors


class TellingErrorList(ErrorList):
    """The errors of a field, which tells programs what is wrong in which block; Wagtail only says that something is."""

    def get_json_data(self, escape_html: bool = False) -> list[dict[str, str]]:
        """Return a message for each fault, blocks and what is in them by number and name."""
        return [
            {"message": ": ".join([*place, message]), "code": code}
            for error in self.as_data()
            for place, message, code in _flatten(error, ())
        ]


def _flatten(
    error: ValidationError, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    blocks = getattr(error, "block_errors", None)
    if blocks is None:
        for each in getattr(error, "error_list", [error]):
            for message in each.messages:
                yield place, message, str(each.code or "")
        return
    for key, inner in blocks.items():
        if inner is not None:
            name = _("Block %(number)d") % {"number": key + 1} if isinstance(key, int) else key
            yield from _flatten(inner, (*place, str(name)))
    for each in getattr(error, "non_block_errors", ErrorList()).as_data():
        yield from _flatten(each, place)


def name_time_zone(form: BaseForm, *names: str) -> None:
    """Say at the times of a form in which zone they are read: that of the profile of who is asked."""
    words = _("Time zone: %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
    for field in (form.fields[name] for name in names if name in form.fields):
        field.help_text = f"{field.help_text} {words}".strip()


class JudgingForm(WagtailAdminModelForm):
    """Adds to Wagtail's checks those of content.editing.accessibility; tells in which zone its times are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"error_class": TellingErrorList, **kwargs})
        name_time_zone(self, "go_live_at", "expire_at")

    def _post_clean(self) -> None:
        """Name every fault at its field and block, unless a draft is being saved.

        After the model's own checks: they would take what is refused here for something left empty.
        """
        super()._post_clean()
        if not self.is_deferred_validation:
            errors = to_errors(judge_values(type(self.instance), self.cleaned_data))
            for name, error in errors.items():
                self.add_error(name, error)


class PortalPageForm(JudgingForm, WagtailAdminPageForm):
    """The form of every page; owners are people who work here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            staff = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
            self.fields["owner"].queryset = staff.order_by("username")

    def clean(self) -> dict[str, Any]:
        """Refuse a page that ends when it begins."""
        cleaned: dict[str, Any] = super().clean()
        opens, ends = cleaned.get("go_live_at"), cleaned.get("expire_at")
        if opens is not None and opens == ends:
            self.add_error("expire_at", _("The page would end at the moment in which it begins."))
        return cleaned

    def save(self, commit: bool = True) -> Page:
        """Give the page its owner at once: it belongs to the page, and no version of it carries one."""
        page: Page = super().save(commit=commit)
        if page.pk and "owner" in self.changed_data:
            Page.objects.filter(pk=page.pk).update(owner=page.owner)
        return page
