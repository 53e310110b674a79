"""The tables of reference rows in the admin: how each is listed, searched and exported."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.casework.registered.readonly import PrefixSearch
from portal.casework.registered.reference import ReferenceAdmin
from portal.payments.wording import dollars
from portal.records.models import (
    CredentialTypeTerms,
    EndorsementTerms,
    FeeTerms,
    InstrumentTerms,
    MailingTerms,
    NameRuleTerms,
    OrganizationTerms,
    PassingScore,
    PaymentRuleTerms,
    RetentionTerms,
)
from portal.records.reference.tables import find_table

__all__ = [
    "CredentialTypeTermsAdmin",
    "EndorsementTermsAdmin",
    "FeeTermsAdmin",
    "InstrumentTermsAdmin",
    "MailingTermsAdmin",
    "NameRuleTermsAdmin",
    "OrganizationTermsAdmin",
    "PassingScoreAdmin",
    "PaymentRuleTermsAdmin",
    "RetentionTermsAdmin",
]


def _type_matches(text: str) -> Q:
    return Q(credential_type__key__startswith=text.strip().lower()) | _title(text)


def _endorsement_matches(text: str) -> Q:
    return Q(endorsement__code__startswith=text.strip()) | _title(text)


def _organization_matches(text: str) -> Q:
    return Q(organization__code=text.strip()) | Q(name__istartswith=text.strip())


def _score_matches(text: str) -> Q:
    return Q(test_code__startswith=text.strip()) | Q(endorsement__code=text.strip())


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
    exported = (
        "credential_type__key",
        "title",
        "validity_months",
        "is_issuable",
        "is_renewable",
        "renewal_hours",
        *ReferenceAdmin.exported_validity,
    )


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
    exported = (
        "endorsement__code",
        "title",
        "category",
        "grade_span",
        *ReferenceAdmin.exported_validity,
    )


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
    exported = (
        "endorsement__code",
        "provider",
        "test_code",
        "title",
        "score",
        *ReferenceAdmin.exported_validity,
    )


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
    exported = (
        "organization__code",
        "organization__kind",
        "name",
        "town",
        "legal_form",
        *ReferenceAdmin.exported_validity,
    )


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
    exported = ("name_rule__key", "title", "is_allowed", *ReferenceAdmin.exported_validity)


class PaymentRuleTermsAdmin(ReferenceAdmin):
    """Which day of a payment counts, over periods."""

    model = PaymentRuleTerms
    table = find_table("payment_rules")
    menu_label = _("Payment rules")
    menu_icon = "table"
    list_display = ("title", "counts", *ReferenceAdmin.validity)
    ordering = ("title", "id")
    related = ("payment_rule",)
    search = PrefixSearch(_title)
    exported = ("payment_rule__key", "title", "counts", *ReferenceAdmin.exported_validity)


class RetentionTermsAdmin(ReferenceAdmin):
    """How long what is kept is kept, over periods."""

    model = RetentionTerms
    table = find_table("retention_rules")
    menu_label = _("Retention periods")
    menu_icon = "history"
    list_display = ("title", "keep_for", "unit", *ReferenceAdmin.validity)
    ordering = ("title", "id")
    related = ("retention_rule",)
    search = PrefixSearch(_title)
    exported = (
        "retention_rule__key",
        "title",
        "keep_for",
        "unit",
        "first_reminder_days",
        "second_reminder_days",
        *ReferenceAdmin.exported_validity,
    )


def _fee_matches(text: str) -> Q:
    return Q(fee_item__key__startswith=text.strip().lower()) | _title(text)


class FeeTermsAdmin(ReferenceAdmin):
    """What things cost, over periods."""

    model = FeeTerms
    table = find_table("fees")
    menu_label = _("Fees")
    menu_icon = "table"
    list_display = (
        *("title", "fee_item", "credential_type", "condition"),
        *("amount", "review_part", "balance", "concession"),
        *ReferenceAdmin.validity,
    )
    index_template_name = "portal/casework/fees/index.html"
    ordering = ("title", "id")
    related = ("fee_item",)
    search = PrefixSearch(_fee_matches)
    exported = (
        "fee_item__key",
        "title",
        "credential_type",
        "amount_cents",
        "review_cents",
        "condition",
        "is_concession",
        *ReferenceAdmin.exported_validity,
    )

    def amount(self, row: FeeTerms) -> str:
        """Return the price in dollars."""
        return dollars(row.amount_cents)

    amount.short_description = _("amount")  # type: ignore[attr-defined]

    def review_part(self, row: FeeTerms) -> str:
        """Return in dollars what is not given back."""
        return dollars(row.review_cents)

    review_part.short_description = _("review part")  # type: ignore[attr-defined]

    def balance(self, row: FeeTerms) -> str:
        """Return in dollars what is left beside the review part."""
        return dollars(row.balance_cents)

    balance.short_description = _("balance")  # type: ignore[attr-defined]

    def concession(self, row: FeeTerms) -> str:
        """Return in words whether it is taken off a price."""
        return str(_("yes") if row.is_concession else _("no"))

    concession.short_description = _("concession")  # type: ignore[attr-defined]


class MailingTermsAdmin(ReferenceAdmin):
    """Where payments are mailed to, over periods."""

    model = MailingTerms
    table = find_table("mailing_terms")
    menu_label = _("Mailing addresses")
    menu_icon = "mail"
    list_display = ("payee", "addressee", "street", "place", *ReferenceAdmin.validity)
    ordering = ("payee", "id")
    related = ("mailing_address",)
    search = PrefixSearch(lambda text: Q(payee__istartswith=text.strip()))
    exported = (
        "mailing_address__key",
        "payee",
        "addressee",
        "street",
        "place",
        *ReferenceAdmin.exported_validity,
    )


class InstrumentTermsAdmin(ReferenceAdmin):
    """Which kinds of paper are accepted as payment, over periods."""

    model = InstrumentTerms
    table = find_table("instruments")
    menu_label = _("Mailed instruments")
    menu_icon = "doc-full"
    list_display = ("title", "is_accepted", *ReferenceAdmin.validity)
    ordering = ("title", "id")
    related = ("instrument",)
    search = PrefixSearch(_title)
    exported = (
        "instrument__key",
        "title",
        "title_es",
        "is_accepted",
        *ReferenceAdmin.exported_validity,
    )
