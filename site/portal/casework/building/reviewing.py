"""The review of a wizard's draft: the workflow that drafts go through by default, and where an approval leads.

An approval publishes nothing: scenarios and drafts under way want a decision, which ``building.publish`` asks for.
Who reviews is the bureau's choice in Settings, Workflow tasks; here the task only gets its first group.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask
from wagtail.snippets.views.snippets import WorkflowActionView

from portal.accounts.roles import Role
from portal.definitions.building.publishing import PUBLISH
from portal.records.wizards.drafts import WizardDraft

__all__ = ["APPROVE", "ReviewActionView", "ensure_review", "lead_to_publication"]

NAME = "Review of wizards"
APPROVE = "approve"
"""What Wagtail's task calls the act, with or without a comment."""


@transaction.atomic
def ensure_review() -> None:
    """Make the workflow and send drafts through it, unless it was made before; what the bureau changed then stays."""
    workflow, is_new = Workflow.objects.get_or_create(name=NAME)
    if not is_new:
        return
    task, _is_new = GroupApprovalTask.objects.get_or_create(name=NAME)
    task.groups.add(Group.objects.get_or_create(name=Role.CONTENT_REVIEWER.value)[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(WizardDraft)
    WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def lead_to_publication(request: HttpRequest, draft: Any) -> str:
    """Say after an approval that nothing is public yet; return the address of the page that publishes."""
    said = (
        _("“%(wizard)s” is approved. It is not offered yet: look at what changes, and publish it.")
        if request.user.has_perm(PUBLISH)
        else _("“%(wizard)s” is approved. It is offered once somebody who may publishes it here.")
    )
    messages.success(request, said % {"wizard": draft})
    return reverse("building:publish", args=[draft.pk])


class ReviewActionView(WorkflowActionView):
    """Wagtail's page of one act of a review; an approval leads to the publication."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, and say what an approval is not."""
        if self.action_name == APPROVE and not (self.form_class and self._is_refused()):
            self.redirect_url = lead_to_publication(request, self.object)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _is_refused(self) -> bool:
        return not self.form_class(self.request.POST).is_valid()
