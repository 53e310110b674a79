"""Which shared records the admin shows, and how each is listed and searched."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.casework.registered.changes import ReferenceChangeAdmin
from portal.casework.registered.former_numbers import PersonInspectView
from portal.casework.registered.readonly import PrefixSearch, ReadOnlyAdmin
from portal.casework.registered.reference import ReferenceAdmin
from portal.casework.search import application_matches, credential_matches, person_matches
from portal.records.models import (
    Application,
    AuditEvent,
    Credential,
    CredentialTypeTerms,
    Decision,
    EndorsementTerms,
    NameRuleTerms,
    OrganizationTerms,
    PassingScore,
    Person,
    WizardVersion,
)
from portal.records.reference.tables import find_table

__all__ = ["RecordsGroup"]


class PersonAdmin(ReadOnlyAdmin):
    """People by name; found by EIN and by the numbers of the former system too."""

    model = Person
    view_permission = VIEW_PERSON
    menu_icon = "user"
    list_display = ("__str__", "ein", "birth_date", "address_town")
    ordering = ("folded_last", "folded_first", "id")
    inspect_view_fields_exclude = ["public_id", "folded_first", "folded_last", "folded_published"]
    inspect_view_class = PersonInspectView
    search = PrefixSearch(person_matches)
    exported = (
        *("ein", "registry_id", "last_name", "first_name", "middle_name", "birth_date", "email"),
        *("phone", "address_line", "address_town", "address_state", "address_zip"),
    )


class CredentialAdmin(ReadOnlyAdmin):
    """Credentials by number."""

    model = Credential
    view_permission = VIEW_PERSON
    menu_icon = "doc-full"
    list_display = ("number", "person", "credential_type", "issued_on", "expires_on")
    ordering = ("number",)
    related = ("person", "credential_type")
    search = PrefixSearch(credential_matches)
    exported = (
        *("number", "person__ein", "person__last_name", "person__first_name"),
        *("credential_type__key", "category", "issued_on", "expires_on"),
    )


class ApplicationAdmin(ReadOnlyAdmin):
    """Applications, drafts too, newest first; their pages are in the queue."""

    model = Application
    view_permission = VIEW_FILE
    menu_icon = "form"
    list_display = ("__str__", "person", "service_key", "stage", "saved_at", "submitted_at")
    ordering = ("-id",)
    related = ("person",)
    unread = ("snapshot",)
    inspect_view_fields_exclude = ["snapshot"]
    search = PrefixSearch(application_matches)
    exported = ("reference", "service_key", "stage", "started_at", "submitted_at", "person__ein")


class DecisionAdmin(ReadOnlyAdmin):
    """Decisions, newest first."""

    model = Decision
    view_permission = VIEW_FILE
    menu_icon = "check"
    list_display = ("application", "outcome", "decided_by", "decided_at")
    ordering = ("-id",)
    related = ("application", "decided_by")
    exported = ("application__reference", "outcome", "reason", "decided_by__username", "decided_at")


def _type_matches(text: str) -> Q:
    return Q(credential_type__key__startswith=text.strip().lower()) | _title(text)


def _endorsement_matches(text: str) -> Q:
    return Q(endorsement__code__startswith=text.strip()) | _title(text)


def _organization_matches(text: str) -> Q:
    return Q(organization__code=text.strip()) | Q(name__istartswith=text.strip())


def _score_matches(text: str) -> Q:
    return Q(test_code__startswith=text.strip()) | Q(endorsement__code=text.strip())


def _wizard_matches(text: str) -> Q:
    return Q(wizard__key__startswith=text.strip().lower())


def _audited(text: str) -> Q:
    record_type, _space, record_id = text.strip().partition(" ")
    return Q(record_type=record_type.lower()) & (Q(record_id=record_id) if record_id else Q())


def _title(text: str) -> Q:
    return Q(title__istartswith=text.strip())


class CredentialTypeTermsAdmin(ReferenceAdmin):
    """What types of credentials mean, over periods."""

    model = CredentialTypeTerms
    table = find_table("credential_types")
    menu_label = _("Credential types")
    menu_icon = "tag"
    list_display = ("title", "validity_months", *ReferenceAdmin.validity)
    ordering = ("title", "id")
    related = ("credential_type",)
    search = PrefixSearch(_type_matches)


class EndorsementTermsAdmin(ReferenceAdmin):
    """What endorsements mean, over periods."""

    model = EndorsementTerms
    table = find_table("endorsements")
    menu_label = _("Endorsements")
    menu_icon = "tag"
    list_display = ("title", "endorsement", "grade_span", *ReferenceAdmin.validity)
    ordering = ("endorsement__code", "id")
    related = ("endorsement",)
    search = PrefixSearch(_endorsement_matches)


class PassingScoreAdmin(ReferenceAdmin):
    """Passing scores of tests, over periods."""

    model = PassingScore
    table = find_table("passing_scores")
    menu_label = _("Passing scores")
    menu_icon = "success"
    list_display = (
        "title",
        "provider",
        "test_code",
        "endorsement",
        "score",
        *ReferenceAdmin.validity,
    )
    ordering = ("endorsement__code", "test_code", "id")
    related = ("endorsement",)
    search = PrefixSearch(_score_matches)


class OrganizationTermsAdmin(ReferenceAdmin):
    """Organizations under their names, over periods."""

    model = OrganizationTerms
    table = find_table("organizations")
    menu_label = _("Organizations")
    menu_icon = "site"
    list_display = ("name", "organization", "town", *ReferenceAdmin.validity)
    ordering = ("name", "id")
    related = ("organization",)
    search = PrefixSearch(_organization_matches)


class NameRuleTermsAdmin(ReferenceAdmin):
    """What a law says about names, over periods."""

    model = NameRuleTerms
    table = find_table("name_rules")
    menu_label = _("Rules of names")
    menu_icon = "user"
    list_display = ("title", "is_allowed", *ReferenceAdmin.validity)
    ordering = ("title", "id")
    related = ("name_rule",)
    search = PrefixSearch(_title)


class WizardVersionAdmin(ReadOnlyAdmin):
    """Published definitions; each stays as it is for ever."""

    model = WizardVersion
    view_permission = VIEW_QUEUE
    menu_label = _("Published wizards")
    menu_icon = "list-ol"
    list_display = ("wizard", "number", "published_at", "content_hash")
    ordering = ("wizard__key", "number", "id")
    related = ("wizard",)
    unread = ("definition",)
    search = PrefixSearch(_wizard_matches)


class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what to which record, latest first; searched by "type" or "type id"."""

    model = AuditEvent
    view_permission = VIEW_FILE
    menu_label = _("Audit trail")
    menu_icon = "history"
    list_display = ("action", "record_type", "record_id", "actor_id", "happened_at")
    ordering = ("-id",)
    search = PrefixSearch(_audited)
    exported = ("happened_at", "actor_id", "action", "record_type", "record_id")


class RecordsGroup(ModelAdminGroup):
    """The shared records under one entry of the menu."""

    menu_label = _("Records")
    menu_icon = "folder-open-inverse"
    menu_order = 95
    items = (
        PersonAdmin,
        CredentialAdmin,
        ApplicationAdmin,
        DecisionAdmin,
        CredentialTypeTermsAdmin,
        EndorsementTermsAdmin,
        PassingScoreAdmin,
        OrganizationTermsAdmin,
        NameRuleTermsAdmin,
        ReferenceChangeAdmin,
        WizardVersionAdmin,
        AuditEventAdmin,
    )
