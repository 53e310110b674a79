"""Blocks that show what is kept once in the admin: reusable passages, terms of the glossary, contact points."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

Context = dict[str, Any]


class RowChooserBlock(SnippetChooserBlock):
    """A chosen row, shown in the language of the page where it was translated, and only once it is published."""

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Add the row as this page shows it; None while it is a draft."""
        from content.snippets.base import in_language_of  # deferred: its models are made of blocks

        context: Context = super().get_context(value, parent_context=parent_context)
        row = in_language_of(value, context.get("page")) if value is not None else None
        context["row"] = row if row is not None and row.live else None
        return context


class ReusableBlock(RowChooserBlock):
    """A passage that other pages show as well."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.ReusableContent", **kwargs)

    class Meta:
        icon = "copy"
        label = _("Reusable content")
        template = "content/blocks/reusable.html"


class ContactPointBlock(RowChooserBlock):
    """One way to reach the bureau."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.ContactPoint", **kwargs)

    class Meta:
        icon = "mail"
        label = _("Contact point")
        template = "content/blocks/contact_point.html"


class TermBlock(RowChooserBlock):
    """A term of the glossary."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("content.GlossaryTerm", **kwargs)

    class Meta:
        icon = "openquote"
        label = _("Term")
        template = "content/blocks/term.html"


class TermsBlock(blocks.StructBlock):
    """A heading and the terms that a reader of this page should know."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    terms = blocks.ListBlock(TermBlock(), min_num=1, max_num=20, label=_("Terms"))

    class Meta:
        icon = "openquote"
        label = _("Terms of the glossary")
        template = "content/blocks/terms.html"
