"""The form of a wizard's draft: what stands in which tab, and who may decide in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from portal.definitions.building.drafts import follow_title, make_key
from portal.definitions.reviewing import REVIEWERS
from portal.definitions.spec import DraftPolicy
from portal.records.wizards.drafts import WizardDraft

__all__ = ["EDIT_HANDLER", "WizardDraftForm"]

POLICIES = [
    (DraftPolicy.ONE_DRAFT.value, _("one unsent, any number sent")),
    (DraftPolicy.ONE_UNDER_WAY.value, _("one until it is decided")),
    (DraftPolicy.MANY.value, _("as many as they like")),
]


class WizardDraftForm(WagtailAdminModelForm):
    """A draft's form; a new one is given its key, which follows the title until it is published."""

    def save(self, commit: bool = True) -> WizardDraft:
        """Save as Wagtail does, under a key."""
        if not self.instance.key:
            self.instance.key = make_key(self.instance.title_en)
        draft: WizardDraft = super().save(commit=commit)
        if draft.pk:
            follow_title(draft)
        return draft


def _pair(name: str, heading: Any, *, long: bool = False) -> MultiFieldPanel:
    widget = forms.Textarea(attrs={"rows": 3}) if long else None
    panels = [
        FieldPanel(f"{name}_{language}", heading=words, widget=widget)
        for language, words in (("en", _("English")), ("es", _("Spanish")))
    ]
    return MultiFieldPanel([FieldRowPanel(panels)], heading=heading)


ABOUT = ObjectList(
    [
        _pair("title", _("What the service is called")),
        _pair("summary", _("What it is for, in a sentence or two"), long=True),
        FieldPanel("minutes"),
        _pair("confirmation", _("What is said after sending"), long=True),
    ],
    heading=_("Service"),
)
STEPS = ObjectList(
    [
        HelpPanel(
            template="portal/casework/building/steps_help.html", heading=_("How steps are made")
        ),
        FieldPanel("steps", heading=_("Steps")),
    ],
    heading=_("Steps"),
)
TERMS = ObjectList(
    [
        FieldPanel("terms", heading=_("What is needed, and who may not apply")),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        FieldPanel("drafts", widget=forms.Select(choices=POLICIES)),
    ],
    heading=_("Who and when"),
)
REVIEW = ObjectList(
    [
        FieldPanel("reviewers", widget=forms.Select(choices=[*REVIEWERS.items()])),
        FieldPanel("needs_settled_evidence"),
        FieldPanel("private", heading=_("Questions that only reviewers see")),
    ],
    heading=_("Review"),
)
MAILED = ObjectList(
    [
        HelpPanel(
            template="portal/casework/building/messages_help.html",
            heading=_("What is mailed"),
        ),
        FieldPanel("messages", heading=_("Own words in what is mailed")),
    ],
    heading=_("Messages"),
)
EDIT_HANDLER = TabbedInterface(
    [ABOUT, STEPS, TERMS, REVIEW, MAILED], base_form_class=WizardDraftForm
)
