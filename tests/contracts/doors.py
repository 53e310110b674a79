"""The table of doors: every address belongs to a class, and each class says who is let in. Tested by test_access."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.accounts.roles import ENTER_ADMIN, ROLES, Role
from portal.casework.payments.access import OVERSEE_PAYMENTS
from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.casework.receiving.access import RECEIVE
from portal.casework.views.funnels import VIEW_FUNNEL
from portal.definitions.reviewing import DECIDE
from portal.definitions.switching import OVERSEE
from portal.lifecycle.policies import ASSIGN
from portal.payments.settlements.recording import IMPORT as IMPORT_SETTLEMENTS
from portal.payments.vouchers import SEND
from portal.records.evidence.operations import VERIFY
from portal.records.imports.operations import IMPORT
from portal.records.reference.changes import PROPOSE
from portal.records.ssn.reading import READ, REOPEN
from portal.users.models import User

VISITOR, OWNER, OTHER = "visitor", "applicant", "other_applicant"
OPEN, SIGN_IN, CLOSED = "open", "sign in", "closed"


@dataclass(frozen=True)
class Door:
    """Who is let in: everybody, whoever is signed in, the owner, or who holds all, or any, of some permissions.

    What is for those who edit pages goes by their role: they hold permissions on the tree of pages, not these.
    """

    needs_account: bool = True
    is_own: bool = False
    permissions: tuple[str, ...] = ()
    any_will_do: bool = False
    edits_pages: bool = False

    def expect(self, name: str, user: User | None) -> set[str]:
        """Return the answers that somebody may get."""
        if not self.needs_account:
            return {OPEN, CLOSED, SIGN_IN}
        if user is None:
            return {SIGN_IN}
        if self.is_own:
            return {OPEN} if name == OWNER else {CLOSED}
        if self.edits_pages:
            specs = {role.value: ROLES[role] for role in Role}
            # The section of an editor of one section does not stand here.
            writes = {role for role, spec in specs.items() if spec.pages and not spec.section}
            return {OPEN} if name in writes or user.is_superuser else {CLOSED}
        held = [user.has_perm(each) for each in self.permissions]
        if held and not (any(held) if self.any_will_do else all(held)):
            return {CLOSED}
        return {OPEN, CLOSED}  # closed where the act has no object: no code to show, no such record


PUBLIC, SIGNED_IN, OWN = Door(needs_account=False), Door(), Door(is_own=True)
ADMIN = Door(permissions=(ENTER_ADMIN,))
QUEUE, FILE = Door(permissions=(VIEW_QUEUE,)), Door(permissions=(VIEW_FILE,))
PERSON, DECIDING = Door(permissions=(VIEW_PERSON,)), Door(permissions=(VIEW_FILE, DECIDE))
PROPOSING, VERIFYING = Door(permissions=(PROPOSE,)), Door(permissions=(VIEW_FILE, VERIFY))
ASSIGNING = Door(permissions=(VIEW_FILE, ASSIGN))
OPENING = Door(permissions=(VIEW_FILE, DECIDE))
"""The application of the cast is of a service that deciders review; for other services: test_opening_documents."""
MOVING = Door(permissions=(VIEW_QUEUE, OVERSEE))
RECEIVING = Door(permissions=(RECEIVE,))
BUILDING = Door(permissions=("records.change_wizarddraft",))
RELEASING = Door(permissions=(OVERSEE, "records.publish_wizarddraft"), any_will_do=True)
BEGINNING = Door(permissions=("records.add_wizarddraft",))
FUNNELS = Door(permissions=(VIEW_FUNNEL,))
PAGES = Door(edits_pages=True)
PAYING = Door(permissions=(OVERSEE_PAYMENTS,))
SENDING, SETTLING = Door(permissions=(SEND,)), Door(permissions=(IMPORT_SETTLEMENTS,))
OVERSEEING, IMPORTING = Door(permissions=(OVERSEE,)), Door(permissions=(IMPORT,))

DOORS: Mapping[str, Door] = {
    **dict.fromkeys(("healthz", "readyz", "i18n/setlang/"), PUBLIC),
    **dict.fromkeys(("robots.txt", "sitemap.xml", "favicon.ico", "gone/"), PUBLIC),
    ".well-known/security.txt": PUBLIC,
    **dict.fromkeys(("verify/", "verify/<str:typed>/", "verify/<str:number>/qr.svg"), PUBLIC),
    **dict.fromkeys(
        ("notices/", "notices/feed/", "notices/dismiss/", "search/", "search/suggestions/"), PUBLIC
    ),
    **dict.fromkeys(
        tuple(f"remittance/<uuid:attempt>/{name}" for name in ("", "code.svg", "slip.pdf")),
        SIGNED_IN,
    ),
    # of those, one's own alone: test_slip
    r"^services/(?P<service_key>[a-z0-9_.]+)/start/\Z": PUBLIC,  # its POST makes a draft of one's own
    "applications/<uuid:public_id>/": OWN,
    "applications/<uuid:public_id>/<slug:step>/": OWN,
    "applications/<uuid:public_id>/<slug:step>/autosave/": OWN,
    "applications/<uuid:public_id>/documents/<int:use_id>/replace/": OWN,
    **dict.fromkeys(
        (
            "applications/<uuid:public_id>/pay/",
            "applications/<uuid:public_id>/pay/<uuid:attempt>/return/",
            "applications/<uuid:public_id>/pay/<uuid:attempt>/back/",
            "applications/<uuid:public_id>/pay/<uuid:attempt>/sandbox/",
            "applications/<uuid:public_id>/receipts/<slug:number>/",
            "applications/<uuid:public_id>/receipts/<slug:number>/receipt.pdf",
            "applications/<uuid:public_id>/requests/<int:request_id>/again/",
            "applications/<uuid:public_id>/requests/<int:request_id>/replace/",
        ),
        OWN,
    ),
    "webhooks/<slug:plugin_id>/<slug:name>/": PUBLIC,  # a signature lets in, and nothing else
    r"^asked/(?P<token>[\w-]{20,100})/\Z": PUBLIC,  # whoever holds the link
    **dict.fromkeys(
        (
            "come-back/",
            r"^come-back/(?P<token>[\w-]{20,100})/\Z",
            r"^come-back/(?P<token>[\w-]{20,100})/again/\Z",
            "applications/<uuid:public_id>/come-back/",
        ),
        PUBLIC,  # a browser with the form's key: test_visiting; whoever holds the link: test_resuming
    ),
    "account/documents/": SIGNED_IN,
    **dict.fromkeys(
        (
            "account/documents/<uuid:public_id>/",
            "account/documents/<uuid:public_id>/change/",
            "account/documents/<uuid:public_id>/remove/",
        ),
        OWN,
    ),
    "account/": SIGNED_IN,
    "account/record/": SIGNED_IN,
    **dict.fromkeys(("account/roster/", "account/roster/export/"), SIGNED_IN),  # an officer's alone
    **dict.fromkeys(
        (
            "account/files/<uuid:public_id>/",
            "account/files/<uuid:public_id>/file/",
            "account/files/<uuid:public_id>/cancel/",
        ),
        SIGNED_IN,  # of those, the owner's alone: tests of the roster
    ),
    "account/contact/": SIGNED_IN,
    "account/published-name/": SIGNED_IN,
    **dict.fromkeys(
        (
            "account/email/",
            "account/password/change/",
            "account/password/set/",
            "account/reauthenticate/",
            "account/2fa/",
            "account/2fa/reauthenticate/",
            "account/2fa/totp/activate/",
            "account/2fa/totp/deactivate/",
            "account/2fa/recovery-codes/",
            "account/2fa/recovery-codes/generate/",
            "account/2fa/recovery-codes/download/",
        ),
        SIGNED_IN,
    ),
    **dict.fromkeys(
        (
            "account/login/",
            "account/logout/",
            "account/login/code/confirm/",
            "account/2fa/authenticate/",
            "account/inactive/",
            "account/signup/",
            "account/confirm-email/",
            r"account/^confirm-email/(?P<key>[-:\w]+)/$",
            "account/password/reset/",
            "account/password/reset/done/",
            "account/password/reset/key/done/",
            "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ),
        PUBLIC,
    ),
    **dict.fromkeys(
        (
            "admin/payments/",
            "admin/payments/reconcile/",
            "admin/payments/exceptions/<int:issue_id>/settle/",
            "admin/payments/refunds/<int:refund_id>/decide/",
            "admin/payments/<uuid:public_id>/",
            "admin/payments/<uuid:public_id>/refund/",
            "admin/payments/<uuid:public_id>/receipt.pdf",
            "admin/payments/differences/",
            "admin/payments/months/",
            "admin/payments/ledger/",
        ),
        PAYING,
    ),
    **dict.fromkeys(
        ("admin/payments/vouchers/", "admin/payments/vouchers/<int:refund_id>/send/"), SENDING
    ),
    **dict.fromkeys(
        (
            "admin/settlements/",
            "admin/settlements/results/",
            "admin/settlements/new/",
            "admin/settlements/<uuid:public_id>/",
            "admin/settlements/<uuid:public_id>/errors.csv",
            "admin/settlements/<uuid:public_id>/record/",
            "admin/settlements/<uuid:public_id>/discard/",
        ),
        SETTLING,
    ),
    "admin/applications/": QUEUE,
    "admin/applications/results/": QUEUE,
    "admin/fees/": QUEUE,
    **dict.fromkeys(("admin/applications/take-up/", "admin/applications/release/"), DECIDING),
    "admin/applications/hand-over/": ASSIGNING,
    **dict.fromkeys(
        ("admin/evidence/<slug:kind>/verify/", "admin/evidence/<slug:kind>/reject/"), VERIFYING
    ),
    "admin/applications/<uuid:public_id>/": FILE,
    "admin/applications/<uuid:public_id>/take-up/": DECIDING,
    "admin/applications/<uuid:public_id>/eligible/": DECIDING,
    "admin/applications/<uuid:public_id>/decide/": DECIDING,
    "admin/applications/<uuid:public_id>/private/": DECIDING,
    "admin/applications/<uuid:public_id>/ssn/<uuid:reference>/": Door(
        permissions=(VIEW_FILE, READ)
    ),
    "admin/ssn-readings/": Door(permissions=(ENTER_ADMIN, REOPEN)),
    **dict.fromkeys(
        (
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/",
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/page/",
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/file/",
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/scan/",
        ),
        OPENING,
    ),
    **dict.fromkeys(
        (
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/release/",
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/accept/",
            "admin/applications/<uuid:public_id>/documents/<int:use_id>/reject/",
        ),
        DECIDING,
    ),
    **dict.fromkeys(
        (
            "admin/applications/<uuid:public_id>/evidence/<slug:kind>/<int:item_id>/verify/",
            "admin/applications/<uuid:public_id>/evidence/<slug:kind>/<int:item_id>/reject/",
        ),
        VERIFYING,
    ),
    **dict.fromkeys(
        (
            "admin/imports/",
            "admin/imports/results/",
            "admin/imports/new/",
            "admin/imports/<uuid:public_id>/",
            "admin/imports/<uuid:public_id>/progress/",
            "admin/imports/<uuid:public_id>/errors.csv",
            "admin/imports/<uuid:public_id>/matching/",
            "admin/imports/<uuid:public_id>/confirm/",
            "admin/imports/<uuid:public_id>/check-again/",
            "admin/imports/<uuid:public_id>/discard/",
        ),
        IMPORTING,
    ),
    "admin/plugins/": OVERSEEING,
    **dict.fromkeys(
        (
            "admin/releases/",
            "admin/releases/results/",
            "admin/releases/new/",
            "admin/releases/<uuid:public_id>/",
            "admin/releases/<uuid:public_id>/release/",
            "admin/releases/<uuid:public_id>/withdraw/",
        ),
        RELEASING,
    ),
    **dict.fromkeys(
        (
            "admin/mailed-payments/",
            "admin/mailed-payments/results/",
            "admin/mailed-payments/new/",
            "admin/mailed-payments/waiting/",
            "admin/mailed-payments/waiting/results/",
            "admin/mailed-payments/<int:batch_id>/",
            "admin/mailed-payments/<int:batch_id>/count/",
            "admin/mailed-payments/<int:batch_id>/close/",
            "admin/mailed-payments/<int:batch_id>/discard/",
            "admin/mailed-payments/<int:batch_id>/items/<int:item_id>/drop/",
            "admin/mailed-payments/items/<int:item_id>/",
            "admin/mailed-payments/items/<int:item_id>/apply/",
            "admin/mailed-payments/items/<int:item_id>/return/",
            "admin/mailed-payments/items/<int:item_id>/bounce/",
        ),
        RECEIVING,
    ),
    "admin/builder/begin/": BEGINNING,
    **dict.fromkeys(
        (
            "admin/builder/<int:pk>/publish/",  # its button, another permission: test_publishing_doors
            "admin/builder/<int:pk>/forget-scenario/",
            "admin/builder/<int:pk>/expect-anew/",
            "admin/builder/<int:pk>/preview/",
            "admin/builder/<int:pk>/map/",
            "admin/builder/<int:pk>/merge/",
            "admin/builder/<int:pk>/state/",
        ),
        BUILDING,
    ),
    **dict.fromkeys(("admin/funnels/", "admin/funnels/<int:pk>/"), FUNNELS),
    **dict.fromkeys(
        ("admin/reports/links/", "admin/reports/links/results/", "admin/reports/links/count/"),
        PAGES,
    ),
    "admin/wizards/<int:pk>/move-drafts/": MOVING,
    "admin/wizards/<int:pk>/offer-again/": MOVING,
    **dict.fromkeys(
        ("admin/filters/<str:listing>/", "admin/filters/<str:listing>/<int:key>/delete/"),
        ADMIN,  # of which list, its own permission says: test_saved_filters
    ),
    "admin/jobs/export/": ADMIN,  # which export, its own permissions say: tests of the lists
    **dict.fromkeys(
        (
            "admin/jobs/<uuid:public_id>/",
            "admin/jobs/<uuid:public_id>/file/",
            "admin/jobs/<uuid:public_id>/cancel/",
        ),
        ADMIN,  # of those, the owner's alone
    ),
    "admin/plugins/<slug:plugin_id>/reports/<slug:name>/": ADMIN,  # which report, its own permission says
    **dict.fromkeys(("admin/plugins/switch/", "admin/plugins/archive/"), OVERSEEING),
}
RECORDS: Mapping[str, Door] = {
    **dict.fromkeys(("person", "credential", "membership", "backgroundcheck"), PERSON),
    **dict.fromkeys(("qualification", "testresult", "experience", "training"), PERSON),
    **dict.fromkeys(("application", "decision", "auditevent", "document"), FILE),
    **dict.fromkeys(("credentialtypeterms", "endorsementterms", "passingscore"), QUEUE),
    **dict.fromkeys(("organizationterms", "referencechange", "wizardversion"), QUEUE),
    **dict.fromkeys(("nameruleterms", "retentionterms", "feeterms", "paymentruleterms"), QUEUE),
    **dict.fromkeys(("mailingterms", "instrumentterms"), QUEUE),
}
BRANCHES: tuple[tuple[str, Door], ...] = (
    # Everything below these is one class: what Wagtail, its API and the portal's API bring along.
    ("admin/", ADMIN),
    ("api/", PUBLIC),
    ("documents/", PUBLIC),
    ("^media/", PUBLIC),  # pictures; documents have their own branch
    ("_util/", PUBLIC),
    (r"^((?:[\w\-]+/)*)$", PUBLIC),
)
ADMIN_WITHOUT_ACCOUNT = {
    "admin/login/",
    "admin/logout/",
    "admin/jsi18n/",
    "admin/sprite/",
    "admin/password_reset/",
    "admin/password_reset/done/",
    "admin/password_reset/complete/",
    "admin/password_reset/confirm/<uidb64>/<token>/",
}
