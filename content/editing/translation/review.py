"""From the words of a translator to the workflow of the page. Screens are in content.editing.translation.views.

A page that is not translated stays the alias of its original, which readers see and which follows it, until a
translation is approved. The draft under review is a revision of that alias; nothing is written into the page itself.
"""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from content.editing.accessibility import find_faults
from content.editing.translation.judging import (
    check_translation,
    draw_target,
    is_judged,
)


def can_begin(page: Page, user: Any, locale: Any = None) -> bool:
    """Whether somebody may have a page translated: who may edit what stands in its place in a language, or in any.

    Where nothing stands there yet, who may edit the page itself.
    """
    places = list(page.get_translations())
    if locale is not None:
        places = [place for place in places if place.locale_id == locale.pk]
    return any(place.permissions_for_user(user).can_edit() for place in places or [page])


def can_submit(translation: Translation, user: Any) -> bool:
    """Whether somebody may send a translation to the review: who may edit the page, while nothing is under review."""
    page = translation.get_target_instance()
    if not (translation.enabled and isinstance(page, Page)):
        return False
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() and permissions.can_submit_for_moderation())


def count_missing(translation: Translation) -> int:
    """Return how many strings have no words yet; readers would see those of the original."""
    in_all, translated = translation.get_progress()
    return int(in_all - translated)


def draft_translation(translation: Translation) -> Page:
    """Return the page as it would be with the words written so far. Nothing is saved."""
    page: Any = draw_target(translation)
    page.alias_of = None
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    page.set_url_path(page.get_parent())
    drawn: Page = page
    return drawn


@transaction.atomic
def submit_translation(translation: Translation, *, user: Any) -> list[str]:
    """Save the words as a draft and send it to the workflow of the page; return what must be mended instead, if any.

    Raises ValidationError where the page does not fit its model. Who may do so is asked before: `can_submit`.
    """
    page = draft_translation(translation)
    if faults := find_faults(page):
        return [fault.message for fault in faults]
    page.save_revision(user=user, log_action=True)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    else:
        page.get_workflow().start(page, user)
    return []


def stand_alone(page: Page, *, user: Any) -> None:
    """Let an alias become a page of its own, because its first translation is being published."""
    log(instance=page, action="wagtail.convert_alias", user=user, data={"page": _name(page)})
    page.alias_of = None
    Page.objects.filter(pk=page.pk).update(alias_of=None)


def keep_readers_page() -> None:
    """Keep wagtail-localize from writing words into a page that readers see, unless whoever asks may publish it.

    It does so when a translation begins, and when one is brought up to its original. For a person, what begins is a
    draft, and what some readers could not use is not published; raises ValidationError then.
    """
    save_target = Translation.save_target

    def save_target_if_allowed(self: Any, user: Any = None, publish: bool = True) -> None:
        page = _find_target(self)
        if page is not None:
            may_publish = user is None or page.permissions_for_user(user).can_publish()
            if not (publish and may_publish):
                return
        if publish and user is not None and is_judged(self):
            publish = check_translation(self)
        save_target(self, user=user, publish=publish)

    Translation.save_target = save_target_if_allowed


def _find_target(translation: Translation) -> Page | None:
    """Return the page that a translation is for, where it is one and stands in its tree already."""
    return Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale
    ).first()


def _name(page: Page) -> dict[str, Any]:
    return {"id": page.pk, "title": page.get_admin_display_title()}
