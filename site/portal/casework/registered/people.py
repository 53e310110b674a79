"""People and what they hold in the admin: their lists, and the pages of a person and of a certificate, with all of it.

Status is computed as staff see it: an action against a holder counts before it is final, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.casework.permissions import VIEW_FILE, VIEW_PERSON
from portal.casework.registered.readonly import PrefixSearch, ReadOnlyAdmin
from portal.casework.registered.record_page import RecordPage
from portal.casework.search import credential_matches, person_matches
from portal.casework.wording import service_title
from portal.definitions.texts import reader_language
from portal.records.credentials.holdings import read_holdings
from portal.records.models import Application, Credential, OrganizationTerms, Person

__all__ = ["CredentialAdmin", "PersonAdmin"]

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application as a person's page names it."""

    row: Application
    service: str

    @classmethod
    def of(cls, row: Application) -> ApplicationLine:
        """Return the line with the service's title in the reader's language."""
        title = service_title(row.version_id, row.version.content_hash, reader_language())
        return cls(row, title)


class PersonPage(RecordPage):
    """A person's columns, earlier names, certificates, memberships and latest applications."""

    def get_fields_dict(self) -> list[dict[str, Any]]:
        """Add the numbers in the former system, by which imports match; they stand on no public page. 1 SQL."""
        fields: list[dict[str, Any]] = super().get_fields_dict()
        held = self.instance.credentials.filter(legacy_number__isnull=False)
        numbers = [
            _("%(former)s (now %(number)s)") % {"former": former, "number": number}
            for former, number in held.order_by("legacy_number").values_list(
                "legacy_number", "number"
            )
        ]
        value = ", ".join(numbers) or self.model_admin.get_empty_value_display("credentials")
        return [*fields, {"label": _("Numbers in the former system"), "value": value}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what hangs on the person; 6 SQL, however much it is."""
        person, today = self.instance, timezone.localdate()
        reads_files = self.request.user.has_perm(VIEW_FILE)
        context: dict[str, Any] = super().get_context_data(
            former_names=list(person.former_names.order_by("id")),
            held=read_holdings(Q(person_id=person.pk), on=today),
            memberships=_list_memberships(person, today),
            applications=_list_applications(person) if reads_files else None,
            audited=f"person {person.public_id}" if reads_files else "",
            most_shown=MOST_SHOWN,
            **kwargs,
        )
        return context


def _list_memberships(person: Person, on: date) -> list[tuple[Any, str]]:
    """Return the latest memberships with the organization's name of the day, or its code where it has none; 2 SQL."""
    rows = person.memberships.select_related("organization").order_by("-starts_on", "-id")
    found = list(rows[:MOST_SHOWN])
    terms = OrganizationTerms.objects.in_force(on).filter(
        organization_id__in=[row.organization_id for row in found]
    )
    names = dict(terms.values_list("organization_id", "name"))
    return [(row, names.get(row.organization_id, row.organization.code)) for row in found]


def _list_applications(person: Person) -> list[ApplicationLine]:
    """Return the latest applications; 1 SQL."""
    rows = Application.objects.filter(person=person).select_related("version").order_by("-id")
    read = rows.only("public_id", "reference", "stage", "submitted_at", "version__content_hash")
    return [ApplicationLine.of(row) for row in read[:MOST_SHOWN]]


class PersonAdmin(ReadOnlyAdmin):
    """People by name; found by EIN and by the numbers of the former system too."""

    model = Person
    view_permission = VIEW_PERSON
    menu_icon = "user"
    list_display = ("__str__", "ein", "birth_date", "address_town")
    ordering = ("folded_last", "folded_first", "id")
    inspect_view_fields_exclude = ["public_id", "folded_first", "folded_last", "folded_published"]
    inspect_view_class = PersonPage
    inspect_template_name = "portal/casework/records/person.html"
    search = PrefixSearch(person_matches, is_by_name=True)
    exported = (
        *("ein", "registry_id", "last_name", "first_name", "middle_name", "birth_date", "email"),
        *("phone", "address_line", "address_town", "address_state", "address_zip"),
    )


class CredentialPage(RecordPage):
    """A certificate's columns, its status of today, its endorsements, and every event of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what hangs on the certificate; 3 SQL."""
        (held,) = read_holdings(Q(pk=self.instance.pk), on=timezone.localdate())
        reads_trail = self.request.user.has_perm(VIEW_FILE)
        context: dict[str, Any] = super().get_context_data(
            held=held,
            events=list(self.instance.events.order_by("id")),
            audited=f"credential {self.instance.pk}" if reads_trail else "",
            **kwargs,
        )
        return context


class CredentialAdmin(ReadOnlyAdmin):
    """Credentials by number."""

    model = Credential
    view_permission = VIEW_PERSON
    menu_icon = "doc-full"
    list_display = ("number", "person", "credential_type", "issued_on", "expires_on")
    ordering = ("number",)
    related = ("person", "credential_type")
    inspect_view_class = CredentialPage
    inspect_template_name = "portal/casework/records/credential.html"
    search = PrefixSearch(credential_matches, is_by_name=True)
    exported = (
        *("number", "person__ein", "person__last_name", "person__first_name"),
        *("credential_type__key", "category", "issued_on", "expires_on"),
    )
