"""One tree of pages a language: what is not translated yet stands in it as an alias, as private as its original.

Wagtail-localize keeps the trees alike when an editor adds a page; here they are made, and follow privacy, moves and
slugs.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move
from wagtail_localize.models import LocaleSynchronization


@transaction.atomic
def synchronize_languages() -> int:
    """Make the tree of every language and fill it up; return how many aliases were made. Safe to repeat."""
    before: int = Page.objects.count()
    source, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if code != settings.LANGUAGE_CODE:
            locale, _created = Locale.objects.get_or_create(language_code=code)
            synchronization, made = LocaleSynchronization.objects.get_or_create(
                locale=locale, defaults={"sync_from": source}
            )
            if not made:
                synchronization.sync_trees()
    for restriction in PageViewRestriction.objects.filter(page__locale=source):
        carry_over(restriction)
    after: int = Page.objects.count()
    return after - before


def carry_over(restriction: PageViewRestriction) -> None:
    """Make the translations and aliases of a private page private in the same way."""
    groups = restriction.groups.all()
    for page in _list_counterparts(restriction.page):
        own, _created = PageViewRestriction.objects.update_or_create(
            page=page,
            defaults={
                "restriction_type": restriction.restriction_type,
                "password": restriction.password,
            },
        )
        own.groups.set(groups)


def watch_privacy() -> None:
    """Carry over what editors change about the privacy of a page."""
    post_save.connect(_on_change, sender=PageViewRestriction, dispatch_uid="content.trees")
    post_delete.connect(_on_removal, sender=PageViewRestriction, dispatch_uid="content.trees")
    m2m_changed.connect(
        _on_change, sender=PageViewRestriction.groups.through, dispatch_uid="content.trees"
    )


def watch_moves() -> None:
    """Let the pages of the other languages follow a page that is moved to another parent."""
    post_page_move.connect(_on_move, dispatch_uid="content.trees")


def _on_move(instance: Page, parent_page_before: Page, parent_page_after: Page, **kw: Any) -> None:
    if parent_page_before.pk == parent_page_after.pk:
        return
    for page in _list_counterparts(instance):
        target = parent_page_after.get_translation_or_none(page.locale)
        if target is not None and page.get_parent().pk != target.pk:
            page.move(target, pos="last-child")


def watch_slugs() -> None:
    """Let the stand-ins of a page in the other languages take its new slug."""
    page_slug_changed.connect(_on_slug_change, dispatch_uid="content.trees")


def _on_slug_change(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """Give aliases that bore the old slug the new one, unless another page of their parent has it already."""
    for alias in instance.aliases.filter(slug=instance_before.slug).exclude(locale=instance.locale):
        if not alias.get_siblings(inclusive=False).filter(slug=instance.slug).exists():
            alias.specific.slug = instance.slug
            alias.specific.save(clean=False)


def _list_counterparts(page: Page) -> list[Page]:
    """Return the pages of the other languages that stand for a page of the first one; none for any other page."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    return list(page.get_base_page().get_translations())


def _on_change(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction) and not kwargs.get("raw"):
        carry_over(instance)


def _on_removal(instance: PageViewRestriction, **kwargs: Any) -> None:
    PageViewRestriction.objects.filter(page__in=_list_counterparts(instance.page)).delete()
