"""Questions and answers by group. Every answer is open and has an address of its own, which can be sent on."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.rich_text import RichText
from wagtail.search import index

from content.blocks.accordion import AccordionBlock
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.pages.base import PortalPage
from content.structured_data import plain


@dataclass(frozen=True)
class Question:
    """A question, its answer and the name of its place on the page."""

    anchor: str
    question: str
    answer: RichText


@dataclass(frozen=True)
class QuestionGroup:
    """Questions under one heading."""

    anchor: str
    heading: str
    questions: list[Question]


class FaqPage(PortalPage):
    """What people ask often."""

    groups = BodyField([("group", AccordionBlock())], verbose_name=_("groups of questions"))
    body = BodyField(BodyBlock, blank=True, verbose_name=_("body"))

    template = "content/faq_page.html"
    page_description = _("Questions in groups, each answer with an address of its own.")
    is_fixed: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.HubPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [*PortalPage.content_panels, FieldPanel("groups"), FieldPanel("body")]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("groups"),
        index.SearchField("body"),
    ]
    api_fields = [*PortalPage.api_fields, APIField("groups"), APIField("body")]

    class Meta:
        verbose_name = _("page of questions")
        verbose_name_plural = _("pages of questions")

    def list_groups(self) -> list[QuestionGroup]:
        """Return the groups; a question asked twice gets two different places."""
        taken: set[str] = set()
        return [
            QuestionGroup(
                anchor=_choose_anchor(block.value["heading"], taken),
                heading=block.value["heading"],
                questions=[
                    Question(_choose_anchor(item["question"], taken), **item)
                    for item in block.value["questions"]
                ],
            )
            for block in self.groups
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the groups with their places."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = self.list_groups()
        return context

    def describe(self) -> dict[str, Any]:
        """Return the questions as an FAQPage."""
        return {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": item.question,
                    "acceptedAnswer": {"@type": "Answer", "text": plain(item.answer)},
                }
                for group in self.list_groups()
                for item in group.questions
            ],
        }


def _choose_anchor(words: str, taken: set[str]) -> str:
    """Return a name for a place that no other place of the page has, and note it."""
    base = slugify(words)[:60].strip("-") or "question"
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor
