"""Which shared records the admin shows, under which entries of the menu, and how most are listed and searched."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.casework.registered.changes import ReferenceChangeAdmin
from portal.casework.registered.evidence import (
    BackgroundCheckAdmin,
    DocumentAdmin,
    ExperienceAdmin,
    QualificationAdmin,
    TestResultAdmin,
    TrainingAdmin,
)
from portal.casework.registered.narrowing import LATEST_FIRST, ListFilter
from portal.casework.registered.people import CredentialAdmin, PersonAdmin
from portal.casework.registered.readonly import PrefixSearch, ReadOnlyAdmin
from portal.casework.registered.terms import (
    CredentialTypeTermsAdmin,
    EndorsementTermsAdmin,
    FeeTermsAdmin,
    InstrumentTermsAdmin,
    MailingTermsAdmin,
    NameRuleTermsAdmin,
    OrganizationTermsAdmin,
    PassingScoreAdmin,
    PaymentRuleTermsAdmin,
    RetentionTermsAdmin,
)
from portal.casework.registered.versions import WizardVersionInspectView
from portal.casework.search import application_matches, membership_matches
from portal.records.models import (
    Application,
    AuditEvent,
    Decision,
    Membership,
    WizardVersion,
)
from portal.users.models import User

__all__ = ["GROUPS", "REGISTERED", "EvidenceGroup", "RecordsGroup", "ReferenceGroup"]


class MembershipAdmin(ReadOnlyAdmin):
    """Who belongs to which organization, as what and when; searched by person or by the organization's code."""

    model = Membership
    view_permission = VIEW_PERSON
    menu_icon = "group"
    list_display = ("person", "organization", "role", "position", "starts_on", "ends_on")
    ordering = ("-id",)
    related = ("person", "organization")
    search = PrefixSearch(membership_matches)
    filters = (ListFilter("role", _("Role"), Membership.Role.choices),)
    turned = LATEST_FIRST
    exported = (
        *("person__ein", "person__last_name", "person__first_name", "organization__code", "role"),
        *("position", "starts_on", "ends_on"),
    )

    @classmethod
    def name_row(cls, row: Any) -> str:
        """Return who belongs to which organization."""
        return f"{row.person}, {row.organization}"


class ApplicationAdmin(ReadOnlyAdmin):
    """Applications, drafts too, newest first; their pages are in the queue."""

    model = Application
    view_permission = VIEW_FILE
    menu_icon = "form"
    list_display = ("__str__", "applicant", "service_key", "stage", "saved_at", "submitted_at")
    ordering = ("-id",)
    related = ("person",)
    unread = ("snapshot",)
    inspect_view_fields_exclude = ["snapshot", "visitor_key"]
    search = PrefixSearch(application_matches)
    exported = ("reference", "service_key", "stage", "started_at", "submitted_at", "person__ein")

    def applicant(self, row: Any) -> str:
        """Return whose it is; that it is of somebody without an account, where it is."""
        return str(row.applicant_name)

    applicant.short_description = _("applicant")  # type: ignore[attr-defined]


class DecisionAdmin(ReadOnlyAdmin):
    """Decisions, newest first."""

    model = Decision
    view_permission = VIEW_FILE
    menu_icon = "check"
    list_display = ("application", "outcome", "decided_by", "decided_at")
    ordering = ("-id",)
    related = ("application", "decided_by")
    exported = ("application__reference", "outcome", "reason", "decided_by__username", "decided_at")

    @classmethod
    def name_row(cls, row: Any) -> str:
        """Return what was decided about which application."""
        return f"{row.application}, {row.get_outcome_display()}"


def _wizard_matches(text: str) -> Q:
    return Q(wizard__key__startswith=text.strip().lower())


def _audited(text: str) -> Q:
    record_type, _space, record_id = text.strip().partition(" ")
    return Q(record_type=record_type.lower()) & (Q(record_id=record_id) if record_id else Q())


class WizardVersionAdmin(ReadOnlyAdmin):
    """Published definitions; each stays as it is for ever. The page of one compares it with any other."""

    model = WizardVersion
    view_permission = VIEW_QUEUE
    menu_label = _("Published wizards")
    menu_icon = "list-ol"
    list_display = ("wizard", "number", "published_at", "content_hash")
    ordering = ("wizard__key", "number", "id")
    related = ("wizard",)
    unread = ("definition",)
    search = PrefixSearch(_wizard_matches)
    inspect_view_class = WizardVersionInspectView
    inspect_template_name = "portal/casework/wizard_version.html"
    exported = ("wizard__key", "number", "published_at", "content_hash")


class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what to which record, latest first; searched by "type" or "type id"."""

    model = AuditEvent
    view_permission = VIEW_FILE
    menu_label = _("Audit trail")
    menu_icon = "history"
    list_display = ("action", "record_type", "record_id", "account", "happened_at")
    ordering = ("-id",)
    search = PrefixSearch(_audited)
    exported = ("happened_at", "actor_id", "action", "record_type", "record_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Add whose account acted: an event keeps the number alone, which outlives the account."""
        accounts = User.objects.filter(pk=OuterRef("actor_id")).values("username")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(actor_name=Subquery(accounts))
        return rows

    def account(self, event: Any) -> str:
        """Return who acted: the account's name, its number where it is gone, nothing for the portal itself."""
        return str(event.actor_name or event.actor_id or "")

    account.short_description = _("account")  # type: ignore[attr-defined]


class RecordsGroup(ModelAdminGroup):
    """People, what they hold and ask for, and who did what."""

    menu_label = _("Records")
    menu_icon = "folder-open-inverse"
    menu_order = 95
    items = (
        PersonAdmin,
        MembershipAdmin,
        CredentialAdmin,
        ApplicationAdmin,
        DecisionAdmin,
        WizardVersionAdmin,
        AuditEventAdmin,
    )


class EvidenceGroup(ModelAdminGroup):
    """What people claim and can show, kind by kind."""

    menu_label = _("Evidence")
    menu_icon = "folder-open-inverse"
    menu_order = 96
    items = (
        QualificationAdmin,
        TestResultAdmin,
        ExperienceAdmin,
        TrainingAdmin,
        BackgroundCheckAdmin,
        DocumentAdmin,
    )


class ReferenceGroup(ModelAdminGroup):
    """What the law and the bureau's tables say, over periods, and what is proposed."""

    menu_label = _("Reference rows")
    menu_icon = "folder-open-inverse"
    menu_order = 97
    items = (
        CredentialTypeTermsAdmin,
        EndorsementTermsAdmin,
        PassingScoreAdmin,
        OrganizationTermsAdmin,
        FeeTermsAdmin,
        MailingTermsAdmin,
        InstrumentTermsAdmin,
        PaymentRuleTermsAdmin,
        NameRuleTermsAdmin,
        RetentionTermsAdmin,
        ReferenceChangeAdmin,
    )


GROUPS: tuple[type[ModelAdminGroup], ...] = (RecordsGroup, EvidenceGroup, ReferenceGroup)
REGISTERED: tuple[type[ReadOnlyAdmin], ...] = tuple(
    admin for group in GROUPS for admin in group.items
)
