"""The form of a wizard's draft: what stands in which tab, and who may decide in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse
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

from portal.casework.permissions import VIEW_QUEUE
from portal.definitions.building.drafts import follow_title, make_key
from portal.definitions.reviewing import REVIEWERS
from portal.definitions.spec import Applicants, DraftPolicy
from portal.records.wizards.drafts import WizardDraft

__all__ = ["EDIT_HANDLER", "WizardDraftForm"]

APPLICANTS = [
    (Applicants.SIGNED_IN.value, _("people who sign in")),
    (Applicants.ANYBODY.value, _("anybody, with an account or without")),
]
SCHEDULE = "casework_fees:schedule"
POLICIES = [
    (DraftPolicy.ONE_DRAFT.value, _("one unsent, any number sent")),
    (DraftPolicy.ONE_UNDER_WAY.value, _("one until it is decided")),
    (DraftPolicy.MANY.value, _("as many as they like")),
]


class WizardDraftForm(WagtailAdminModelForm):
    """A draft's form; a new one is given its key, which follows the title until it is published."""

    def clean_applicants(self) -> str:
        """Take one of those offered."""
        return _one_of(APPLICANTS, self.cleaned_data["applicants"])

    def clean_drafts(self) -> str:
        """Take one of those offered."""
        return _one_of(POLICIES, self.cleaned_data["drafts"])

    def save(self, commit: bool = True) -> WizardDraft:
        """Save as Wagtail does, under a key."""
        if not self.instance.key:
            self.instance.key = make_key(self.instance.title_en)
        draft: WizardDraft = super().save(commit=commit)
        if draft.pk:
            follow_title(draft)
        return draft


def _one_of(offered: Iterable[tuple[str, object]], chosen: str) -> str:
    """Return what was chosen; raise ValidationError for what no page offers."""
    if chosen and chosen not in dict(offered):
        raise forms.ValidationError(_("Choose one of the list."))
    return chosen


class FeesHelpPanel(HelpPanel):
    """How fees are made, with the way to the schedule for whoever may read it."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel as one editor sees it."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the address of the schedule, where the editor may open it."""
            may_read = self.request.user.has_perm(VIEW_QUEUE)
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "schedule_url": reverse(SCHEDULE) if may_read else ""}


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
FEES = ObjectList(
    [
        FeesHelpPanel(
            template="portal/casework/building/fees_help.html", heading=_("How fees are made")
        ),
        FieldPanel("fees", heading=_("Fees")),
    ],
    heading=_("Fees"),
)
TERMS = ObjectList(
    [
        FieldPanel("terms", heading=_("What is needed, and who may not apply")),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        FieldPanel(
            "applicants",
            widget=forms.Select(choices=APPLICANTS),
            help_text=_(
                "Without an account there is no record to fill in from and no certificate, document, fee or other "
                "person. An answer goes to the first question for an email address."
            ),
        ),
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
    [ABOUT, STEPS, FEES, TERMS, REVIEW, MAILED], base_form_class=WizardDraftForm
)
