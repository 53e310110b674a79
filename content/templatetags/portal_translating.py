"""Tags that draw, in the translation editor, where a translation is on its way to readers and what may be done."""

import json
from typing import Any

from django import template
from wagtail.models import Page
from wagtail_localize.models import Translation

from content.editing.translation.review import can_submit
from content.editing.workflow import SecondPersonApproval

register = template.Library()


@register.inclusion_tag("content/editing/translation_review.html", takes_context=True)
def translation_review(
    context: template.Context, translation: Translation, page: Page
) -> dict[str, Any]:
    """Draw the state of the review and its buttons; nothing for what is no page."""
    if not isinstance(page, Page):
        return {}
    request = context["request"]
    state, task = page.current_workflow_state, page.current_workflow_task
    is_open = state is not None and page.workflow_in_progress
    task = task if is_open else None
    actions = task.get_actions(page, request.user) if task else []
    reason = (
        task.tell_why_not_approve(page, request.user)
        if isinstance(task, SecondPersonApproval)
        else ""
    )
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "translation": translation,
        "page": page,
        "state": state,
        "is_open": is_open,
        "workflow": page.get_workflow(),
        "can_submit": can_submit(translation, request.user),
        "can_withdraw": is_open and state.user_can_cancel(request.user),
        "actions": {name for name, _label, _needs_words in actions},
        "reason": reason,
        "task_state": state.current_task_state if state else None,
    }


@register.simple_tag(takes_context=True)
def translation_props(context: template.Context, props: str, page: Page) -> str:
    """Return what the editor's script is told, without the way back to an alias where it is none of the reader's."""
    if not isinstance(page, Page):
        return props
    told = json.loads(props)
    may = page.permissions_for_user(context["request"].user)
    if page.alias_of_id or not may.can_unpublish():
        told["links"]["convertToAliasUrl"] = None
    told["perms"]["canUnpublish"] = may.can_unpublish() and not page.alias_of_id
    return json.dumps(told)
