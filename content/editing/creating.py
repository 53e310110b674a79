"""The form that makes a page, and the draft that Wagtail's autosave makes of it meanwhile; snippets by the same rule.

What is made of a form and its translations share a key: that of the form. Where a draft already has it, the form takes
its place instead of leaving it behind (``portal.sdk.creating``). What is written in a draft belongs elsewhere.
"""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.sdk.creating import KEY_FIELD, CreateOnceView, FormKey, is_untouched, read_form_key


class CreatePageView(CreateView):
    """Wagtail's view, of whose every form comes at most one page, however often it is sent."""

    template_name = "content/editing/create_page.html"
    parent_page: Page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the key of the form beside it: a new one, or the one that came back."""
        key = read_form_key(self.request) or FormKey(uuid4())
        return {**super().get_context_data(**kwargs), KEY_FIELD: key.saved}

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Make the page, after the draft of the same form is gone; a form that is refused leaves that draft alone."""
        self.parent_page = _hold(self.parent_page)
        if key := read_form_key(request):
            made = Page.objects.filter(translation_key__in=key.any(), locale=self.page.locale)
            earlier = list(made)
            if self.expects_json_response and any(
                page.translation_key == key.sent for page in earlier
            ):
                late: HttpResponseBase = self.json_error_response(
                    "saved_already", _("This form was saved already.")
                )
                return late
            if all(self._is_replaceable(page) for page in earlier):
                self.page.translation_key = key.saved if self.expects_json_response else key.sent
                for page in earlier:
                    self._take_away(page)
        response: HttpResponseBase = super().post(request)
        transaction.set_rollback(not self.form.is_valid())
        return response

    def _is_replaceable(self, page: Page) -> bool:
        """Whether a page is an untouched draft of this form."""
        return (
            page.specific_class is self.page_class
            and page.get_parent().pk == self.parent_page.pk
            and is_untouched(page, self.request.user)
        )

    def _take_away(self, page: Page) -> None:
        """Remove a draft and what stands for it in the trees of the other languages."""
        for alias in page.aliases.all():
            alias.specific.delete()
        page.specific.delete()
        self.parent_page.refresh_from_db()


class CreateRowView(CreateOnceView):
    """The view for snippets that have a language."""

    key_column = "translation_key"


class TranslatedViewSet(SnippetViewSet):
    """The screens of a snippet that has a language."""

    add_view_class = CreateRowView
    create_template_name = "content/editing/create_row.html"


class EveryPageViewSet(PageViewSet):
    """The views of every page type that has none of its own."""

    add_view_class = CreatePageView


def register_page_views() -> EveryPageViewSet:
    """Take the place of Wagtail's own views; registered after them."""
    return EveryPageViewSet()


def _hold(page: Page) -> Page:
    """Return a page that nobody else adds pages to before this transaction ends."""
    held: Page = Page.objects.select_for_update().get(pk=page.pk).specific
    return held
