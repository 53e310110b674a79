"""The form of every page: what WCAG at A and AA forbids is refused on the way to publication, never in a draft."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from content.editing.accessibility import judge_values, to_errors


class PortalPageForm(WagtailAdminPageForm):
    """Adds to Wagtail's checks those of content.editing.accessibility; owners are people who work here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            staff = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
            self.fields["owner"].queryset = staff.order_by("username")

    def clean(self) -> dict[str, Any]:
        """Name every fault at its field and block, unless a draft is being saved."""
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            errors = to_errors(judge_values(type(self.instance), cleaned))
            for name, error in errors.items():
                self.add_error(name, error)
        return cleaned

    def save(self, commit: bool = True) -> Page:
        """Give the page its owner at once: it belongs to the page, and no version of it carries one."""
        page: Page = super().save(commit=commit)
        if page.pk and "owner" in self.changed_data:
            Page.objects.filter(pk=page.pk).update(owner=page.owner)
        return page
