"""The table of roles: which permissions somebody in a role holds. Permissions themselves are declared by the models.

A role is a Django group of the same name. The table is the truth: what is not in it is taken away at the next migrate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ROLES", "Role", "RoleSpec"]

ENTER_ADMIN = "wagtailadmin.access_admin"
TRANSLATE = "wagtail_localize.submit_translation"
VIEW_QUEUE = "records.view_queue"
VIEW_FILE = "records.view_application_file"
DECIDE = "records.decide_application"
FIND_ELIGIBLE = "records.find_eligible"
ASSIGN = "records.assign_application"
VIEW_PERSON = "records.view_person_record"
PROPOSE_CHANGE = "records.propose_reference_change"
APPROVE_CHANGE = "records.approve_reference_change"
VERIFY_EVIDENCE = "records.verify_evidence"
OVERSEE_SERVICES = "records.oversee_services"
VIEW_FUNNEL = "records.view_funnel"
IMPORT_RECORDS = "records.import_records"
RECEIVE_MAIL = "records.receive_mail"
READ_SSN = "records.read_ssn"
REOPEN_SSN = "records.reopen_ssn"
OVERSEE_PAYMENTS = "records.oversee_payments"
REQUEST_REFUND = "records.request_refund"
APPROVE_REFUND = "records.approve_refund"
SEND_VOUCHER = "records.send_voucher"
IMPORT_SETTLEMENTS = "records.import_settlements"
WRITE_PAGES = ("add_page", "change_page")
REVIEW_PAGES = (*WRITE_PAGES, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")


class Role(StrEnum):
    """Who somebody is to the bureau."""

    APPLICANT = "applicant"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    FISCAL_CLERK = "fiscal_clerk"
    REGISTRY_VERIFIER = "registry_verifier"
    EDITOR = "editor"
    COACHES_EDITOR = "coaches_editor"
    CONTENT_REVIEWER = "content_reviewer"
    DISTRICT_OFFICER = "district_officer"
    PROGRAM_ADMINISTRATOR = "program_administrator"
    ANALYST = "analyst"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpec:
    """What a role may do.

    ``works_here`` marks the bureau's own people. ``pages`` are Wagtail's permissions on the page tree, with
    which go images and documents; a ``section``, the slug of a page below the home page, confines them to it.
    Nobody's permission publishes past the second person (content.editing). ``may_do_everything`` is
    Django's superuser.
    """

    permissions: frozenset[str] = frozenset()
    works_here: bool = False
    pages: tuple[str, ...] = ()
    section: str = ""
    may_do_everything: bool = False


CASEWORK = frozenset(
    {
        *(ENTER_ADMIN, VIEW_QUEUE, VIEW_FILE, DECIDE, FIND_ELIGIBLE),
        *(VIEW_PERSON, PROPOSE_CHANGE, VERIFY_EVIDENCE),
    }
)

SITE_EDITING = frozenset(
    f"content.{act}_{kind}"
    for act in ("add", "change", "delete", "publish")
    for kind in (
        "notice",
        "navigation",
        "contactpoint",
        "approvedcourse",
        "glossaryterm",
        "resource",
        "reusablecontent",
    )
) | {f"content.{act}_{kind}" for act in ("lock", "unlock") for kind in ("notice", "navigation")}
SEARCH_EDITING = frozenset(
    f"wagtailsearchpromotions.{act}_searchpromotion" for act in ("add", "change", "delete")
)
REDIRECT_EDITING = frozenset(
    f"wagtailredirects.{act}_redirect" for act in ("add", "change", "delete")
)
WIZARD_EDITING = frozenset(
    f"records.{act}_wizarddraft" for act in ("add", "change", "delete", "lock", "unlock")
)
PUBLISH_WIZARDS = "records.publish_wizarddraft"
EDITING = (
    frozenset({ENTER_ADMIN, TRANSLATE, VIEW_FUNNEL})
    | SITE_EDITING
    | SEARCH_EDITING
    | REDIRECT_EDITING
    | WIZARD_EDITING
)

ROLES: Mapping[Role, RoleSpec] = {
    Role.APPLICANT: RoleSpec(),
    Role.SPECIALIST: RoleSpec(permissions=CASEWORK, works_here=True),
    Role.SUPERVISOR: RoleSpec(
        permissions=CASEWORK
        | {ASSIGN, APPROVE_CHANGE, OVERSEE_SERVICES, IMPORT_RECORDS, READ_SSN, REOPEN_SSN}
        | {VIEW_FUNNEL}
        | {OVERSEE_PAYMENTS, REQUEST_REFUND, APPROVE_REFUND, IMPORT_SETTLEMENTS},
        works_here=True,
    ),
    Role.FISCAL_CLERK: RoleSpec(
        permissions=frozenset(
            {ENTER_ADMIN, VIEW_QUEUE, RECEIVE_MAIL, OVERSEE_PAYMENTS, REQUEST_REFUND}
            | {SEND_VOUCHER, IMPORT_SETTLEMENTS}
        ),
        works_here=True,
    ),
    Role.REGISTRY_VERIFIER: RoleSpec(
        permissions=frozenset({ENTER_ADMIN, VIEW_QUEUE, VIEW_FILE, VIEW_PERSON, VERIFY_EVIDENCE}),
        works_here=True,
    ),
    Role.EDITOR: RoleSpec(permissions=EDITING, works_here=True, pages=WRITE_PAGES),
    Role.COACHES_EDITOR: RoleSpec(
        permissions=frozenset({ENTER_ADMIN, TRANSLATE}),
        works_here=True,
        pages=WRITE_PAGES,
        section="coaches",
    ),
    Role.CONTENT_REVIEWER: RoleSpec(
        permissions=EDITING | {PUBLISH_WIZARDS}, works_here=True, pages=REVIEW_PAGES
    ),
    Role.DISTRICT_OFFICER: RoleSpec(),
    Role.PROGRAM_ADMINISTRATOR: RoleSpec(),
    Role.ANALYST: RoleSpec(),
    Role.ADMIN: RoleSpec(works_here=True, may_do_everything=True),
}
