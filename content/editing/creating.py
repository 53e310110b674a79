"""The form that makes a page or a snippet, and the draft that Wagtail's autosave makes of it meanwhile.

An editor who presses a button while an autosave is under way never hears of the draft which that has made. The form
therefore carries the key that what it makes and its translations will share: where a draft already has it, the form
takes its place instead of leaving it behind. What is written in a draft belongs elsewhere.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Locale, Page
from wagtail.snippets.views.snippets import CreateView as CreateSnippetView
from wagtail.snippets.views.snippets import SnippetViewSet

KEY_FIELD = "translation_key"


class CreatePageView(CreateView):
    """Wagtail's view, of whose every form comes at most one page, however often it is sent."""

    template_name = "content/editing/create_page.html"
    parent_page: Page

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Make the page, after the draft of the same form is gone; a form that is refused leaves that draft alone."""
        self.parent_page = _hold(self.parent_page)
        key = _read_key(request)
        earlier = (
            list(Page.objects.filter(translation_key=key, locale=self.page.locale)) if key else []
        )
        if key and all(self._is_replaceable(page) for page in earlier):
            self.page.translation_key = key
            for page in earlier:
                self._take_away(page)
        response: HttpResponseBase = super().post(request)
        transaction.set_rollback(not self.form.is_valid())
        return response

    def _is_replaceable(self, page: Page) -> bool:
        """Whether a page is an untouched draft of this form: never sent, changed or opened to readers since."""
        return (
            page.specific_class is self.page_class
            and page.get_parent().pk == self.parent_page.pk
            and not page.live
            and page.first_published_at is None
            and [revision.user_id for revision in page.revisions.all()] == [self.request.user.pk]
            and not page.workflow_in_progress
        )

    def _take_away(self, page: Page) -> None:
        """Remove a draft and what stands for it in the trees of the other languages."""
        for alias in page.aliases.all():
            alias.specific.delete()
        page.specific.delete()
        self.parent_page.refresh_from_db()


class CreateRowView(CreateSnippetView):
    """Wagtail's view for snippets that have a language, of whose every form comes at most one row."""

    def get_initial_form_instance(self) -> Any:
        """Give the new row the key of its form."""
        row = super().get_initial_form_instance()
        row.translation_key = _read_key(self.request) or row.translation_key
        return row

    @transaction.atomic
    def form_valid(self, form: Any) -> Any:
        """Save the row, after the draft of the same form is gone; an autosave that comes late saves nothing."""
        row = form.instance
        Locale.objects.select_for_update().get(pk=row.locale_id)
        earlier = self.model.objects.filter(translation_key=row.translation_key, locale=row.locale)
        if all(self._is_replaceable(each) for each in earlier):
            for each in earlier:
                each.delete()
        elif self.expects_json_response:
            return self.json_error_response("saved_already", _("This form was saved already."))
        else:
            row.translation_key = uuid4()
        return super().form_valid(form)

    def _is_replaceable(self, row: Any) -> bool:
        """Whether a row is an untouched draft of this form: never sent, changed or opened to readers since."""
        return (
            not row.live
            and row.first_published_at is None
            and [revision.user_id for revision in row.revisions.all()] == [self.request.user.pk]
            and not getattr(row, "workflow_in_progress", False)
        )


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


def _read_key(request: Any) -> UUID | None:
    """Return the key that a form carries, if it is one."""
    try:
        return UUID(request.POST.get(KEY_FIELD, ""))
    except ValueError:
        return None
