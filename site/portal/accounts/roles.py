"""The table of roles: which permissions somebody in a role holds. Permissions themselves are declared by the models.

A role is a Django group of the same name. The table is the truth: what is not in it is taken away at the next migrate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ROLES", "Role", "RoleSpec"]

ENTER_ADMIN = "wagtailadmin.access_admin"
VIEW_QUEUE = "records.view_queue"
VIEW_FILE = "records.view_application_file"
DECIDE = "records.decide_application"
VIEW_PERSON = "records.view_person_record"
PROPOSE_CHANGE = "records.propose_reference_change"
APPROVE_CHANGE = "records.approve_reference_change"
VERIFY_EVIDENCE = "records.verify_evidence"
OVERSEE_SERVICES = "records.oversee_services"


class Role(StrEnum):
    """Who somebody is to the bureau."""

    APPLICANT = "applicant"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    FISCAL_CLERK = "fiscal_clerk"
    REGISTRY_VERIFIER = "registry_verifier"
    EDITOR = "editor"
    DISTRICT_OFFICER = "district_officer"
    PROGRAM_ADMINISTRATOR = "program_administrator"
    ANALYST = "analyst"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpec:
    """What a role may do.

    ``works_here`` marks the bureau's own people; ``edits_pages`` gives the page tree, images and
    documents of the content system; ``may_do_everything`` is Django's superuser.
    """

    permissions: frozenset[str] = frozenset()
    works_here: bool = False
    edits_pages: bool = False
    may_do_everything: bool = False


CASEWORK = frozenset(
    {ENTER_ADMIN, VIEW_QUEUE, VIEW_FILE, DECIDE, VIEW_PERSON, PROPOSE_CHANGE, VERIFY_EVIDENCE}
)

PUBLIC_ROWS = frozenset(
    f"content.{act}_{model}"
    for act in ("add", "change", "delete", "publish")
    for model in (
        "approvedcourse",
        "contactpoint",
        "glossaryterm",
        "resource",
        "reusablecontent",
    )
)
"""What visitors read beside the pages, and editors keep."""

ROLES: Mapping[Role, RoleSpec] = {
    Role.APPLICANT: RoleSpec(),
    Role.SPECIALIST: RoleSpec(permissions=CASEWORK, works_here=True),
    Role.SUPERVISOR: RoleSpec(
        permissions=CASEWORK | {APPROVE_CHANGE, OVERSEE_SERVICES}, works_here=True
    ),
    Role.FISCAL_CLERK: RoleSpec(permissions=frozenset({ENTER_ADMIN, VIEW_QUEUE}), works_here=True),
    Role.REGISTRY_VERIFIER: RoleSpec(
        permissions=frozenset({ENTER_ADMIN, VIEW_QUEUE, VIEW_FILE, VIEW_PERSON, VERIFY_EVIDENCE}),
        works_here=True,
    ),
    Role.EDITOR: RoleSpec(
        permissions=PUBLIC_ROWS | {ENTER_ADMIN}, works_here=True, edits_pages=True
    ),
    Role.DISTRICT_OFFICER: RoleSpec(),
    Role.PROGRAM_ADMINISTRATOR: RoleSpec(),
    Role.ANALYST: RoleSpec(),
    Role.ADMIN: RoleSpec(works_here=True, may_do_everything=True),
}
