"""Joins regular work of the content system and the records to the portal's worker; none of them knows the others."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from content.images.sizes import make_missing_sizes
from portal.accounts.operations.erasing import erase_again
from portal.lifecycle.closing import announce_closing
from portal.lifecycle.request_times import do_due_requests
from portal.lifecycle.retention.running import run_retention
from portal.notifications.plugin_jobs import do_plugin_jobs
from portal.notifications.regular import register_work
from portal.notifications.releases import queue_release_failures
from portal.payments.inbox import handle_notices
from portal.payments.reconciling import reconcile
from portal.records.audit.sealing import seal_events
from portal.records.documents.consistency import sweep_orphans
from portal.records.imports.operations import forget_old_imports
from portal.records.jobs.operations import forget_old_jobs
from portal.records.releases.operations import release_due

EVERY = timedelta(seconds=30)
NOTICES_EVERY = timedelta(seconds=1)
RECONCILED_EVERY = timedelta(minutes=15)
PLUGINS_EVERY = timedelta(seconds=15)
SEALED_EVERY = timedelta(minutes=1)
TIDIED_EVERY = timedelta(hours=1)
SWEPT_EVERY = timedelta(days=1)
RETAINED_EVERY = timedelta(days=1)
REMINDED_EVERY = timedelta(hours=6)
MOST_A_PASS = 1_000


def publish_scheduled() -> None:
    """Publish the pages whose time has come and take those off whose time is over, by Wagtail's own command."""
    call_command("publish_scheduled")


def carry_out_releases() -> None:
    """Publish the releases whose moment has come, and tell those responsible of what failed, whoever tried."""
    at = timezone.now()
    release_due(at=at)
    queue_release_failures(at=at)


def seal_audit_trail() -> None:
    """Chain the events that the audit trail has gained."""
    seal_events(at=timezone.now())


def tidy_jobs() -> None:
    """Delete what exports and imports have left a week ago."""
    forget_old_jobs(at=timezone.now())


def tidy_imports() -> None:
    """Delete what files hold that nobody has confirmed for a week."""
    forget_old_imports(at=timezone.now())


def sweep_documents() -> None:
    """Delete files of documents that no record has known for a day."""
    sweep_orphans(at=timezone.now())


def apply_retention() -> None:
    """Remind of what will be removed and remove what is no longer kept, after what a restore brought back."""
    at = timezone.now()
    erase_again(settings.ERASURE_LEDGER, at=at)
    for _report in run_retention(on=timezone.localdate(at), at=at, most=MOST_A_PASS):
        pass


def remind_of_last_days() -> None:
    """Tell the owners of drafts that can be sent for a few days more only."""
    at = timezone.now()
    announce_closing(on=timezone.localdate(at), ahead=settings.LAST_DAY_REMINDER_DAYS, at=at)


def act_on_notices() -> None:
    """Act on what providers of payments have told."""
    handle_notices(at=timezone.now())


def reconcile_payments() -> None:
    """Find the payments that nobody told of."""
    reconcile(at=timezone.now())


def see_to_requests() -> None:
    """Remind whom applicants named, and end the links of those who did not answer."""
    do_due_requests(at=timezone.now())


def begin_plugin_jobs() -> None:
    """Begin what is due of the work of plugins."""
    do_plugin_jobs(timezone.now())


def register_regular_work() -> None:
    """Have pages and releases published within a minute of their time, pictures sized, the audit trail sealed."""
    register_work("begin_plugin_jobs", every=PLUGINS_EVERY, do=begin_plugin_jobs)
    register_work("act_on_notices", every=NOTICES_EVERY, do=act_on_notices, is_apart=True)
    register_work(
        "reconcile_payments", every=RECONCILED_EVERY, do=reconcile_payments, is_apart=True
    )
    register_work("publish_scheduled", every=EVERY, do=publish_scheduled)
    register_work("carry_out_releases", every=EVERY, do=carry_out_releases)
    register_work("make_missing_sizes", every=EVERY, do=make_missing_sizes)
    register_work("seal_audit_trail", every=SEALED_EVERY, do=seal_audit_trail)
    register_work("tidy_jobs", every=TIDIED_EVERY, do=tidy_jobs)
    register_work("tidy_imports", every=TIDIED_EVERY, do=tidy_imports)
    register_work("sweep_documents", every=SWEPT_EVERY, do=sweep_documents)
    register_work("apply_retention", every=RETAINED_EVERY, do=apply_retention)
    register_work("see_to_requests", every=EVERY, do=see_to_requests)
    register_work("remind_of_last_days", every=REMINDED_EVERY, do=remind_of_last_days)
