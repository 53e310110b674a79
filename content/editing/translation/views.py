"""The translation editor of wagtail-localize, with what it lacks: the way to the review, and back from it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.edit_translation import edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from content.editing.judging import JudgedPublication
from content.editing.translation.judging import find_translation, is_judged, name_faults
from content.editing.translation.review import (
    can_begin,
    can_submit,
    count_missing,
    submit_translation,
)

SUBMIT, WITHDRAW = "submit_translation_to_review", "withdraw_translation"


class BeginTranslationView(SubmitPageTranslationView):
    """Wagtail-localize's form, for those who may edit what comes of it; it asks for no permission on the page."""

    def get_object(self) -> Page:
        """Return the page, to those who may have it translated into some language."""
        page: Page = super().get_object()
        if not can_begin(page, self.request.user):
            raise PermissionDenied
        return page

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin, unless one of the languages chosen is not theirs to write."""
        for locale in form.cleaned_data["locales"]:
            if not can_begin(self.object, self.request.user, locale):
                raise PermissionDenied
        answer: HttpResponse = super().form_valid(form)
        return answer


class SyncTranslationsView(UpdateTranslationsView):
    """Wagtail-localize's form that brings translations up to their original, for those who may edit one of them."""

    def get_object(self) -> TranslationSource:
        """Return where the translations come from."""
        source: TranslationSource = super().get_object()
        page = source.get_source_instance()
        if isinstance(page, Page) and not can_begin(page, self.request.user):
            raise PermissionDenied
        return source

    def form_valid(self, form: Any) -> HttpResponse:
        """Bring them up to their original; name those that were to be published and some readers could not use."""
        answer: HttpResponse = super().form_valid(form)
        if form.cleaned_data["publish_translations"]:
            for translation in self.object.translations.filter(enabled=True):
                if is_judged(translation):
                    _tell_faults(self.request, translation)
        return answer


def open_translation_of_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Open the translation editor for a page that readers still see in its original language."""
    if not page.alias_of_id or page.alias_of.locale_id == page.locale_id:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).first()
    if translation is None:
        return None
    answer: HttpResponse = edit_translation(request, translation, page)
    return answer


def refuse_faulty_translation(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Send back whoever would publish a translation that some readers could not use, with each fault at its sentence.

    Wagtail-localize shows the faults of one publication and passes over such sentences in the next.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not isinstance(instance, JudgedPublication):
        return None
    translation = find_translation(instance)
    if translation is None or not _tell_faults(request, translation):
        return None
    messages.warning(
        request,
        _("Mend what is marked. Published before that, it stands in the original language."),
    )
    return redirect(request.path)


@require_POST
def submit_to_review(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Send a translation to the review, or say what must be mended first."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = _get_page(translation)
    if not can_submit(translation, request.user):
        raise PermissionDenied
    try:
        faults = submit_translation(translation, user=request.user)
    except ValidationError as error:
        faults = error.messages
    for fault in faults:
        messages.error(request, fault)
    if not faults:
        _tell_sent(request, page, count_missing(translation))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def withdraw(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take a translation back from the review, as those may who sent it."""
    page = _get_page(get_object_or_404(Translation, pk=translation_id))
    state = page.current_workflow_state
    if state is None or not state.user_can_cancel(request.user):
        raise PermissionDenied
    state.cancel(user=request.user)
    messages.success(request, _("The translation is no longer under review."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def give_up_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a page follow its original again: it takes words from readers, so only those do who may unpublish it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if (
        page.live
        and not page.alias_of_id
        and not page.permissions_for_user(request.user).can_unpublish()
    ):
        raise PermissionDenied
    answer: HttpResponse = convert_to_alias(request, page_id)
    return answer


def list_translation_urls() -> list[URLPattern]:
    """Return the addresses; they come before those of wagtail-localize."""
    return [
        path("localize/translate/<int:translation_id>/review/", submit_to_review, name=SUBMIT),
        path("localize/translate/<int:translation_id>/withdraw/", withdraw, name=WITHDRAW),
        path("localize/submit/page/<int:page_id>/", BeginTranslationView.as_view()),
        path("localize/update/<int:translation_source_id>/", SyncTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", give_up_translation),
    ]


def _get_page(translation: Translation) -> Page:
    page = translation.get_target_instance()
    if not isinstance(page, Page):
        raise Http404
    return page


def _tell_faults(request: HttpRequest, translation: Translation) -> bool:
    """Name what keeps a translation from being published; tell whether anything does."""
    faults = name_faults(translation)
    name = str(translation.get_target_instance())
    for fault in faults:
        words = _("“%(name)s” is not published: %(fault)s")
        messages.error(request, words % {"name": name, "fault": fault})
    return bool(faults)


def _tell_sent(request: Any, page: Page, missing: int) -> None:
    messages.success(
        request, _("“%(page)s” was sent to the review.") % {"page": page.get_admin_display_title()}
    )
    if missing:
        words = ngettext(
            "%(count)d text is not translated: readers would see it in the original language.",
            "%(count)d texts are not translated: readers would see them in the original language.",
            missing,
        )
        messages.warning(request, words % {"count": missing})
