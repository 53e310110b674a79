"""The review of a page by a second person: the task, and the workflow that every page goes through by default.

Which groups review is the bureau's choice in Settings, Workflow tasks; here they only get their first one.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from content.editing.accessibility import find_faults
from content.editing.authorship import find_writer_id

REVIEWERS = "content_reviewer"  # The role of this name; a test compares.
WORKFLOW_NAME = TASK_NAME = "Review by a second person"
WAGTAILS_OWN = "Moderators approval"
APPROVE = "approve"


class SecondPersonApproval(AbstractGroupApprovalTask):
    """Approval by a member of the groups who neither sent the page nor wrote its latest version."""

    class Meta:
        verbose_name = gettext_lazy("review by a second person")
        verbose_name_plural = gettext_lazy("reviews by a second person")

    @classmethod
    def get_description(cls) -> str:
        """Tell in Settings what the task asks for."""
        return _("Members of the chosen groups approve, but nobody a page of their own")

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Offer no approval to those whose own page it is."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if actions and is_own(obj, user):
            return [action for action in actions if action[0] != APPROVE]
        return actions

    def tell_why_not_approve(self, obj: Page, user: Any) -> str:
        """Tell one of the reviewers why this page is offered to them without approval; nothing to all others."""
        is_reviewer = bool(super().get_actions(obj, user))
        return tell_own_part(obj, user) if is_reviewer else ""

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return what waits for somebody: nothing of their own."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any
    ) -> str | None:
        """Approve or ask for changes; a page or snippet that some readers cannot use goes back to its form instead.

        Returns where to go then. Raises PermissionDenied for one's own page.
        """
        page = task_state.workflow_state.content_object
        if action_name == APPROVE:
            if is_own(page, user):
                raise PermissionDenied(_("Somebody else must approve what you wrote."))
            if find_faults(page.get_latest_revision_as_object()):
                return str(AdminURLFinder().get_edit_url(page))
        super().on_action(task_state, user, action_name, **kwargs)
        return None


def is_own(page: Page, user: Any) -> bool:
    """Tell whether somebody sent a page to the review or wrote the version under review."""
    return bool(tell_own_part(page, user))


def tell_own_part(page: Page, user: Any) -> str:
    """Tell somebody what part they have in the version under review; nothing where it is another's."""
    state = page.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return _("You sent this version to the review, so somebody else must approve it.")
    if find_writer_id(page) == user.pk:
        return _("You wrote the latest version of this page, so somebody else must approve it.")
    return ""


@transaction.atomic
def ensure_workflow() -> Workflow:
    """Put the whole tree under the review, where it is under Wagtail's own workflow or none. Safe to repeat."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    task, is_new = SecondPersonApproval.objects.get_or_create(name=TASK_NAME)
    if is_new:
        task.groups.add(Group.objects.get_or_create(name=REVIEWERS)[0])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.get_first_root_node()
    if root is not None:
        current = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
        if current is None:
            WorkflowPage.objects.create(page=root, workflow=workflow)
        elif current.workflow.name == WAGTAILS_OWN:
            current.workflow = workflow
            current.save()
    return workflow
