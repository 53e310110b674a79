"""One application's page as staff see it. What is posted from it is in ``views.decision``."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.casework import documents
from portal.casework.asked import list_asked
from portal.casework.consequences import ApprovalPreview, preview_approval, sentences
from portal.casework.documents import OutcomeForm, document_anchor
from portal.casework.evidence import RejectionForm, list_rows, why_closed
from portal.casework.forms import DecisionForm
from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, PermissionGuard
from portal.casework.private import make_panel
from portal.casework.queries import ApplicationFile, get_application_file, get_application_id
from portal.casework.refusals import explain_refusal
from portal.casework.wording import account_name, service_title
from portal.definitions.forms import StepForm
from portal.definitions.texts import reader_language
from portal.lifecycle.billing import waits_to_be_due
from portal.lifecycle.eligibility import can_find_eligible
from portal.lifecycle.errors import NotAllowedError
from portal.lifecycle.explaining import list_trace_lines
from portal.lifecycle.open_documents import OpenDocument, WhyOpen, list_open_documents
from portal.lifecycle.policies import can_open_documents, check_can_decide
from portal.lifecycle.wanted import SentNeed, list_for_case
from portal.payments.standing import get_money_box
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application, TimelineEvent
from portal.records.documents.kinds import DocumentKind
from portal.records.ssn.reading import READ

__all__ = ["FileView", "OfApplication"]


class OfApplication(PermissionGuard, WagtailAdminTemplateMixin, TemplateView):
    """A screen of one submitted application, which its address names."""

    permissions: ClassVar[tuple[str, ...]] = (VIEW_FILE,)
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a draft or an unknown application, after the permission."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Application.DoesNotExist as error:
            raise Http404 from error

    @property
    def public_id(self) -> uuid.UUID:
        """Return the identity in the address."""
        public_id: uuid.UUID = self.kwargs["public_id"]
        return public_id

    @cached_property
    def application_id(self) -> int:
        """Return the key of the application in the address."""
        return get_application_id(self.public_id)


class FileView(OfApplication):
    """Shows the file; the posting views show it again when an operation refuses."""

    template_name = "portal/casework/file.html"
    header_icon = "clipboard-list"
    form: DecisionForm | None = None
    rejection: RejectionForm | None = None
    refused_document: OutcomeForm | None = None
    private: StepForm | None = None

    @cached_property
    def language(self) -> str:
        """Return the reader's language."""
        return reader_language()

    @cached_property
    def file(self) -> ApplicationFile:
        """Return the file as it stands when the page is made."""
        return get_application_file(
            self.application_id, on=timezone.localdate(), language=self.language
        )

    def get_page_title(self) -> str:
        """Return the reference."""
        return _("Application %(reference)s") % {"reference": self.file.case.application.reference}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the queue."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("casework:queue"), "label": _("Applications")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the file and what the reader may do with it."""
        application = self.file.case.application
        holder = application.assigned_to
        return {
            **super().get_context_data(**kwargs),
            **self._deciding(),
            **self._evidence(),
            "documents": documents.list_rows(
                self.file.case, self.file.documents, self.request.user, self.refused_document
            ),
            "needs": self._needs(),
            "asked": list_asked(self.file.case),
            "may_open_documents": can_open_documents(self.request.user, application),
            "file": self.file,
            "private": make_panel(self.file.case, self.request.user, refused=self.private),
            "rules": list_trace_lines(self.file.case, self.language),
            "money": get_money_box(self.file.case.application, self.language),
            "application": application,
            "person": application.person,
            "applicant": application.applicant_name,
            "service": service_title(
                application.version_id, application.version.content_hash, self.language
            ),
            "holder": account_name(holder) if holder else "",
            "is_holder": holder == self.request.user,
            "differences": sum(len(section.differences) for section in self.file.sections),
            "timeline": [(event, _actor(event, application)) for event in self.file.timeline],
            "may_view_person": self.request.user.has_perm(VIEW_PERSON),
            "may_read_ssn": self.request.user.has_perm(READ),
        }

    @cached_property
    def approval(self) -> ApprovalPreview:
        """Return what approval would do as things stand; raise PluginFailedError where nobody can tell."""
        return preview_approval(self.file.case)

    @property
    def open_documents(self) -> list[OpenDocument]:
        """Return the documents that are neither accepted nor replaced."""
        return list_open_documents(self.file.documents)

    def _needs(self) -> list[SentNeed]:
        """Return what the application needs in documents; nothing once it is decided."""
        return [] if self.file.decision else list_for_case(self.file.case, self.file.documents)

    def _deciding(self) -> dict[str, Any]:
        """Return who decided and what followed, or whether the reader may decide and what would."""
        decision = self.file.decision
        if decision is not None:
            return {
                "decision": decision,
                "decided_by": account_name(decision.decided_by),
                "consequences": sentences(decision.effects),
                "rejected": [item for item in decision.evidence if item["state"] == "rejected"],
                "gone_without": list(map(_describe, decision.documents)),
            }
        try:
            check_can_decide(self.request.user, self.file.case.application)
            return {
                "consequences": self.approval.consequences,
                "form": self.form or DecisionForm(self.approval.changes, self.open_documents),
                "eligible": self._eligible(),
                "open_documents": [
                    (document_anchor(each.use), each) for each in self.open_documents
                ],
            }
        except (NotAllowedError, PluginFailedError) as error:
            return {"refusal": explain_refusal(error).message}

    def _eligible(self) -> dict[str, Any]:
        """Return whether the reader may find the applicant eligible, where a part of the fee waits for it."""
        application = self.file.case.application
        waits = waits_to_be_due(application)
        return {
            "found_at": application.eligible_at,
            "may_find": waits and can_find_eligible(self.request.user, application),
        }

    def _evidence(self) -> dict[str, Any]:
        """Return the items, which of them the reader may settle, and whether approval waits for them."""
        case, items, user = self.file.case, self.file.evidence, self.request.user
        return {
            "evidence": list_rows(items, user, case.application, self.rejection),
            "why_evidence_closed": why_closed(user, case.application) if items else "",
            "open_items": sum(item.is_open for item in items),
            "must_settle": case.compiled.spec.needs_settled_evidence,
        }

    def show_again(self, status: HTTPStatus) -> HttpResponse:
        """Return the page as it stands now, under another status."""
        return self.render_to_response(self.get_context_data(), status=status)


def _describe(document: dict[str, Any]) -> str:
    """Return a document that an approval went without: what it shows, and why it was open."""
    return f"{DocumentKind(document['kind']).label}: {WhyOpen(document['why']).label}"


def _actor(event: TimelineEvent, application: Application) -> str:
    """Return who it was: the applicant by the name on record, colleagues by theirs."""
    if event.actor is None:
        return ""
    if event.actor_id == application.account_id:
        return application.applicant_name
    return account_name(event.actor)
