"""Two questions a supervisor asks: is this process alive (/healthz), and can it do its work now (/readyz).

Both answer in JSON without any detail about people; a fault is named, and /readyz then answers 503. A warning is named
too and takes nothing out of service: what it is about does not keep the process from its work.
"""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.notifications.queries import get_oldest_waiting_since
from portal.payments.overdue import is_overdue
from portal.records.documents.clamd import is_answering
from portal.records.documents.queries import get_oldest_unscanned_since
from portal.records.ledger.queries import get_last_reconciliation

WORKING, UNAVAILABLE = 200, 503
SCANNER_SECONDS = 2.0


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive; asks nothing else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer whether the database, the outbox, the virus scan and the disk let the portal work."""
    at = timezone.now()
    checks = check_readiness(at=at)
    ready = all(result == "ok" for result in checks.values())
    body: dict[str, object] = {"status": "ok" if ready else "unavailable", "checks": checks}
    if checks["database"] == "ok":
        body |= tell_reconciliation(at=at)
    return JsonResponse(body, status=WORKING if ready else UNAVAILABLE)


def check_readiness(*, at: datetime) -> dict[str, str]:
    """Return each check with `ok` or the fault in a few words."""
    checks = {"database": check_database()}
    if checks["database"] == "ok":
        checks["outbox"] = check_outbox(at=at)
        checks["scans"] = check_scans(at=at)
    checks["scanner"] = check_scanner()
    checks["disk"] = check_disk()
    return checks


def check_database() -> str:
    """Ask the database for one row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return "does not answer"
    return "ok"


def check_outbox(*, at: datetime) -> str:
    """Judge the age of the oldest message that waits to be sent."""
    try:
        waiting_since = get_oldest_waiting_since()
    except DatabaseError:
        return "cannot be read"
    allowed = timedelta(minutes=settings.READY_OUTBOX_MINUTES)
    if waiting_since is not None and at - waiting_since > allowed:
        return f"a message waits longer than {settings.READY_OUTBOX_MINUTES} minutes"
    return "ok"


def check_scans(*, at: datetime) -> str:
    """Judge the age of the received file that is due longest for its virus scan."""
    try:
        waiting_since = get_oldest_unscanned_since()
    except DatabaseError:
        return "cannot be read"
    allowed = timedelta(minutes=settings.READY_SCAN_MINUTES)
    if waiting_since is not None and at - waiting_since > allowed:
        return f"a document waits longer than {settings.READY_SCAN_MINUTES} minutes"
    return "ok"


def tell_reconciliation(*, at: datetime) -> dict[str, object]:
    """Return when payments were compared last, and a warning where that is too long ago."""
    try:
        last = get_last_reconciliation()
    except DatabaseError:
        return {"warnings": {"reconciliation": "cannot be read"}}
    told: dict[str, object] = {"reconciled_at": last and last.started_at, "warnings": {}}
    if is_overdue(last, at=at):
        minutes = settings.READY_RECONCILIATION_MINUTES
        text = f"payments were not compared for longer than {minutes} minutes"
        told["warnings"] = {"reconciliation": text if last else "payments were never compared"}
    return told


def check_scanner() -> str:
    """Ask the virus scanner whether it is there, where one is configured."""
    if settings.DOCUMENT_SCANNER == "none":
        return "ok"
    if is_answering(address=settings.CLAMD_ADDRESS, seconds=SCANNER_SECONDS):
        return "ok"
    return "does not answer"


def check_disk() -> str:
    """Judge the free space wherever the portal writes: each of these may be a disk of its own."""
    places = [settings.VAR_ROOT, settings.MEDIA_ROOT, Path(tempfile.gettempdir())]
    places += [] if settings.PRIVATE_S3_BUCKET else [settings.PRIVATE_ROOT]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]).parent)
    try:
        free = min(shutil.disk_usage(_existing(place)).free for place in places)
    except OSError:
        return "cannot be read"
    if free < settings.READY_DISK_MEGABYTES * 1024 * 1024:
        return f"less than {settings.READY_DISK_MEGABYTES} MB free"
    return "ok"


def _existing(place: Path) -> Path:
    """Return a folder, or the one above it that is there: what nothing was written to yet is not made."""
    return next(each for each in (place, *place.parents) if each.exists())
