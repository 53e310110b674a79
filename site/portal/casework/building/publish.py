"""The page that publishes a draft: what is left to do, its scenarios, what differs, whom it touches; and the button.

What is sound is judged by ``portal.definitions``; this is the only screen with a way to publication.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.casework.building.access import DraftPage
from portal.casework.building.fees import has_fees_of_its_own, list_fees
from portal.casework.building.recording import (
    ScenarioRefusedError,
    expect_anew,
    forget_scenario,
)
from portal.casework.building.tasks import judge_draft, list_tasks, tell_changes
from portal.casework.building.usage import find_usage
from portal.casework.views.moves import TREATMENTS, Row, read_choices, say_counts
from portal.definitions.attaching import find_new_page
from portal.definitions.building.locks import DraftLockedError, find_lock
from portal.definitions.building.publishing import (
    PUBLISH,
    DraftMovedOnError,
    MayNotPublishError,
    publish_draft,
)
from portal.definitions.building.releasing import list_planned
from portal.definitions.building.taking_over import find_draft_upstream
from portal.definitions.compiled import get_compiled, get_whole_spec
from portal.definitions.difference_words import describe_changes
from portal.definitions.impact import Treatment
from portal.definitions.publishing import UnsoundDefinitionError
from portal.definitions.texts import in_language, reader_language
from portal.lifecycle.errors import ServiceUnavailableError
from portal.lifecycle.moving_many import Impact, ask_to_move, assess_publication
from portal.plugins.guard import PluginFailedError
from portal.records.wizards.models import Wizard, WizardVersion

__all__ = ["ExpectAnewView", "ForgetScenarioView", "PublishView"]

MOVE = "move"


class PublishView(DraftPage):
    """Shows what would be published and what stands in its way; a POST publishes what was shown."""

    template_name = "portal/casework/building/publish.html"
    page_title = gettext_lazy("Check and publish")
    header_icon = "upload"

    @cached_property
    def wizard(self) -> Wizard | None:
        """Return the wizard that is published under the key, if any."""
        return Wizard.objects.select_related("current_version").filter(key=self.row.key).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything that somebody looks at before a publication."""
        tasks = list_tasks(self.read)
        lock = find_lock(self.row, self.request.user)
        choices = read_choices(self.request.POST)
        version = self.wizard.current_version if self.wizard else None
        impact = self._assess(choices) if version and not tasks else None
        verdicts = [] if tasks else judge_draft(self.read.spec)
        changes = None if tasks else tell_changes(self.read.spec, version)
        context: dict[str, Any] = super().get_context_data(
            row=self.row,
            wizard=self.wizard,
            version=version,
            review=self.row.current_workflow_state,
            revision_id=self.row.latest_revision_id,
            edit_url=self.edit_url,
            preview_url=reverse("building:preview", args=[self.row.pk]),
            merge=find_draft_upstream(self.row, self.read),
            tasks=tasks,
            to_mend=self._name_scenarios({each.scenario for each in tasks}),
            verdicts=list(zip(verdicts, self.read.spec.scenarios, strict=True)) if verdicts else [],
            are_sound=all(not each.wrong for each in verdicts),
            changes=changes,
            fees=list_fees(self.read, on=localdate()),
            has_fees_of_its_own=has_fees_of_its_own(self.row, self.read.spec, on=localdate()),
            usage=find_usage(self.row.key),
            new_page_url=find_new_page() if version else "",
            impact=impact,
            impact_rows=self._rows(impact, choices) if impact else [],
            treatments=TREATMENTS,
            lock=lock.get_message(self.request.user) if lock else "",
            may_publish=self.request.user.has_perm(PUBLISH),
            planned=list_planned(self.row),
            service_key=self.row.key,
            **kwargs,
        )
        return context

    def _name_scenarios(self, wanted: Container[str]) -> dict[str, str]:
        """Return the names of some scenarios by their ids."""
        scenarios, language = self.read.spec.scenarios, reader_language()
        return {
            each.id: in_language(each.name, language) or each.id
            for each in scenarios
            if each.id in wanted
        }

    def _assess(self, choices: Mapping[str, Treatment]) -> Impact | None:
        try:
            return assess_publication(self.read.spec, choices=choices, at=timezone.now())
        except (ServiceUnavailableError, PluginFailedError):
            return None

    def _rows(self, impact: Impact, choices: Mapping[str, Treatment]) -> list[Row]:
        """Return a row a change, with what it does to the drafts looked at."""
        hashes = dict(
            WizardVersion.objects.filter(wizard=self.wizard).values_list("pk", "content_hash")
        )
        rows = []
        for key, line in impact.lines.items():
            old = get_whole_spec(get_compiled(line.old_version_id, hashes[line.old_version_id]))
            said = describe_changes(
                [line.change], old=old, new=self.read.spec, language=reader_language()
            )
            rows.append(Row(key, said[0], say_counts(line), choices.get(key, "")))
        return rows

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish what was shown, or count again; lead to how far the drafts are, where they move."""
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        if "count" in request.POST:
            return self.render_to_response(self.get_context_data())
        at = timezone.now()
        try:
            version = publish_draft(
                draft_id=pk,
                revision_id=_read_number(request.POST.get("revision", "")),
                actor=request.user,
                at=at,
            )
        except MayNotPublishError as error:
            raise PermissionDenied from error
        except DraftLockedError:
            messages.error(request, _("It was not published: the draft is locked, or in a review."))
            return redirect("building:publish", pk)
        except DraftMovedOnError:
            messages.error(request, _("The draft has changed since. Look at it again."))
            return redirect("building:publish", pk)
        except UnsoundDefinitionError:
            messages.error(
                request, _("It cannot be published yet. What is left to do stands below.")
            )
            return redirect("building:publish", pk)
        return self._go_on(version, is_new=version.published_at == at)

    def _go_on(self, version: WizardVersion, *, is_new: bool) -> HttpResponse:
        """Say what is offered now, and move the drafts where that was asked for."""
        said = _("Version %(number)s is published. Whoever starts from now on gets it.")
        if not is_new:
            said = _("Nothing new: version %(number)s, which says the same, is the one on offer.")
        messages.success(self.request, said % {"number": version.number})
        if MOVE not in self.request.POST:
            return redirect("building:publish", self.row.pk)
        job = ask_to_move(
            version,
            choices=read_choices(self.request.POST),
            owner_id=int(self.request.user.pk or 0),
            at=timezone.now(),
        )
        return redirect(reverse("casework_jobs:job", args=[job.public_id]))


def _read_number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 18 else 0


class ScenarioAct(DraftPage):
    """Does something to one scenario of the draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page that has the button."""
        return redirect("building:publish", self.row.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and lead back."""
        try:
            self.act({"draft_id": pk, "scenario_id": request.POST.get("scenario", "")})
        except ScenarioRefusedError as error:
            messages.error(request, str(error))
        return redirect("building:publish", pk)

    def act(self, which: Mapping[str, Any]) -> None:
        """Do it to the scenario that is named, and say so; raise ScenarioRefusedError where it cannot be done."""
        raise NotImplementedError


class ForgetScenarioView(ScenarioAct):
    """Removes a scenario of the draft."""

    def act(self, which: Mapping[str, Any]) -> None:
        """Remove it."""
        forget_scenario(**which, actor=self.request.user)
        messages.success(self.request, _("The scenario is removed."))


class ExpectAnewView(ScenarioAct):
    """Lets a scenario expect what comes of it now."""

    def act(self, which: Mapping[str, Any]) -> None:
        """Record what comes of it."""
        expect_anew(**which, actor=self.request.user)
        messages.success(self.request, _("The scenario expects what comes of it now."))
