"""What all such rows share: drafts, history, a language, and which of them a page shows."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, Page, RevisionMixin, TranslatableMixin

from content.editing.forms import JudgingForm
from content.editing.judging import JudgedPublication


class PublicRowQuerySet(models.QuerySet[Any]):
    """Reads that know of publication and language."""

    def shown_on(self, page: Page) -> Self:
        """Return the published rows in the page's language, and in the site's own where nobody translated them."""
        published, default = self.filter(live=True), Locale.get_default()
        own = published.filter(locale=page.locale_id)
        if page.locale_id == default.pk:
            return own
        translated = own.order_by().values("translation_key")
        untranslated = Q(locale=default) & ~Q(translation_key__in=translated)
        return published.filter(Q(locale=page.locale_id) | untranslated)


class PublicRow(JudgedPublication, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A row that stands on public pages once it is published."""

    objects = PublicRowQuerySet.as_manager()

    base_form_class = JudgingForm

    shown_fields: ClassVar[tuple[str, ...]] = ()
    """The fields whose words readers see on every page that shows the row, for the search of the site."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def list_words(self) -> list[str]:
        """Return what the row says to readers, in the order of its fields."""
        words: list[str] = []
        for name in self.shown_fields:
            field, value = self._meta.get_field(name), getattr(self, name)
            if isinstance(field, StreamField):
                words += field.get_searchable_content(value)
            else:
                words.append(value)
        return [text for text in map(str, words) if text]


def in_language_of(row: PublicRow, page: Page | None) -> PublicRow:
    """Return the published translation of a row for a page, else the published one in the site's own language.

    The row itself may be a draft: a page in translation leads to rows that have no words yet.
    """
    if page is None or (row.live and row.locale_id == page.locale_id):
        return row
    published = {
        each.locale_id: each for each in row.get_translations(inclusive=True).filter(live=True)
    }
    found = published.get(page.locale_id) or published.get(Locale.get_default().pk)
    return found or row
