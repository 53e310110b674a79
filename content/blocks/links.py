"""A link to a page of this site or to any other address, used inside other blocks."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from content.addresses import localize_address
from content.languages import localize_pages

ADDRESS_PATTERN = re.compile(r"^(/(?!/)|https?://|mailto:|tel:|#)\S*$")

validate_address = RegexValidator(
    ADDRESS_PATTERN,
    _("Begin with / for an address on this site, or with https://, mailto: or tel:."),
)


class LinkValue(blocks.StructValue):
    """A link as stored, with the address that it leads to in the reader's language."""

    together: "list[LinkValue]"
    """Links that were read with this one: all their pages are localized by one query."""
    localized: dict[int, Page] | None = None

    @property
    def href(self) -> str:
        """Return the address, or an empty string while the link is unfinished or its page is not public."""
        page = self.get("page")
        if page is None:
            return localize_address(str(self.get("address") or ""))
        if not page.live:
            return ""
        return self._localize(page).url or ""

    @property
    def label(self) -> str:
        """Return the words of the link; the title of the page where none were written."""
        page = self.get("page")
        return str(
            self.get("text")
            or (page.title if page is not None else "")
            or self.get("address")
            or ""
        )

    def _localize(self, page: Page) -> Page:
        if self.localized is None:
            links = getattr(self, "together", [self])
            found = localize_pages(link["page"] for link in links if link.get("page"))
            for link in links:
                link.localized = found
        return (self.localized or {}).get(page.pk, page)


class LinkBlock(blocks.StructBlock):
    """Words and where they lead: one page of this site, or one address."""

    text = blocks.CharBlock(required=False, max_length=100, label=_("Words of the link"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = blocks.CharBlock(
        required=False,
        max_length=500,
        label=_("Or an address"),
        validators=[validate_address],
        search_index=False,
    )

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("Link")

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._is_required = required

    def bulk_to_python(self, values: list[dict[str, Any]]) -> list[LinkValue]:
        """Return the links of a stream, each knowing the others."""
        links: list[LinkValue] = super().bulk_to_python(values)
        for link in links:
            link.together = links
        return links

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse two targets at once, and none where a link is needed. Unfinished drafts may be saved."""
        cleaned = super().clean(value)
        page, address = cleaned.get("page"), cleaned.get("address")
        if page and address:
            message = _("Choose a page or write an address, not both.")
            raise StructBlockValidationError({"address": ValidationError(message)})
        if self.is_deferred_validation:
            return cleaned
        if self._is_required and not page and not address:
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose a page or write an address."))}
            )
        if address and not cleaned.get("text"):
            raise StructBlockValidationError(
                {"text": ValidationError(_("Say in words where the address leads."))}
            )
        return cleaned
