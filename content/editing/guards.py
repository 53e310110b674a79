"""Stands at the admin's doors to publication: refuses with a reason, and warns of what is unfinished."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from content.editing.accessibility import find_faults, find_warnings
from content.editing.workflow import SecondPersonApproval

SHOWN = 5


def refuse_actions_of_autosave(request: HttpRequest, _instance: Any) -> HttpResponse | None:
    """Refuse to save by itself a form whose button was pressed, which is on its way already.

    Wagtail's autosave takes the pressed button for a change of the form: where the answer takes its time, it sends the
    form once more, which would decide twice, or leave a draft of nobody's behind what was approved.
    """
    is_autosave = request.method == "POST" and not request.accepts("text/html")
    if not is_autosave or not any(name.startswith("action-") for name in request.POST):
        return None
    said = {"success": False, "error_code": "action_under_way", "error_message": ""}
    return JsonResponse(said, status=400)  # read by nobody: the form is leaving


def refuse_publishing_alone(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send back whoever would publish without the second person, wherever the button came from."""
    if page.permissions_for_user(request.user).can_publish():
        return None
    messages.error(request, _("Your changes are saved as a draft. A second person publishes them."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_faulty_pages(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Refuse to publish several pages at once while some readers could not use one of them."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if request.POST.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().not_live().specific()]
    faulty = [page for page in pages if find_faults(page.get_latest_revision_as_object())]
    for page in faulty:
        words = _("“%(page)s” is not published: open it, choose Publish and mend what is named.")
        messages.error(request, words % {"page": page.get_admin_display_title()})
    return redirect("wagtailadmin_home") if faulty else None


def tell_what_stops_approval(request: HttpRequest, page: Page) -> None:
    """Name, to those who open a page under review, the faults for which it cannot be approved, and their own part."""
    if request.method != "GET" or not page.workflow_in_progress:
        return
    task = page.current_workflow_task
    if isinstance(task, SecondPersonApproval) and (
        reason := task.tell_why_not_approve(page, request.user)
    ):
        messages.warning(request, reason)
    for fault in find_faults(page)[:SHOWN]:
        messages.warning(request, _("Before approval: %(fault)s") % {"fault": fault.message})


def tell_what_was_asked(request: HttpRequest, instance: Any) -> None:
    """Say, on the form of what a reviewer sent back, who asked for changes and in what words."""
    state = getattr(instance, "current_workflow_state", None)
    if request.method != "GET" or state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return
    task = state.current_task_state
    said = {"name": get_user_display_name(task.finished_by), "comment": task.get_comment()}
    if said["comment"]:
        messages.warning(request, _("%(name)s asks for changes: “%(comment)s”") % said)
    else:
        messages.warning(request, _("%(name)s asks for changes.") % said)


def tell_what_could_be_better(request: HttpRequest, page: Page) -> None:
    """Name what keeps nobody out, and so does not stop a page, after it was sent or published."""
    if request.accepts("text/html"):  # an autosave asks for JSON, every half second
        for warning in find_warnings(page)[:SHOWN]:
            messages.warning(request, warning)
