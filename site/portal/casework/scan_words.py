"""What staff are told about a document's virus check: why it gave no result, and what came of one they asked for."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.records.documents.models import Document
from portal.records.documents.verdicts import ALTERED, MISSING, UNREADABLE, UNSCANNED

__all__ = ["explain_failure", "explain_release", "explain_result"]


def explain_failure(document: Document) -> str:
    """Return why the last check gave no result and when the next is due, or what it found; nothing for any other."""
    if document.scan_state == Document.ScanState.SUSPECT:
        return _("The virus scanner said: %(finding)s.") % {"finding": document.finding}
    if document.scan_state != Document.ScanState.ERROR:
        return ""
    reason = {
        MISSING: _("The stored file is missing. Tell whoever runs the portal."),
        ALTERED: _(
            "The stored file is not the one that was received. Tell whoever runs the portal."
        ),
        UNREADABLE: _(
            "The stored file could not be read. Tell whoever runs the portal if it stays so."
        ),
    }.get(document.finding, _("The virus scanner gave no answer."))
    if document.scan_after is None:
        return reason
    moment = date_format(localtime(document.scan_after), "DATETIME_FORMAT")
    again = _("The portal tries again by itself, on %(moment)s at the latest.") % {"moment": moment}
    return f"{reason} {again}"


def explain_result(document: Document) -> str:
    """Return what came of a scan, for whoever asked for it."""
    name = {"name": document.original_name}
    if document.scan_state == Document.ScanState.CLEAN and document.finding == UNSCANNED:
        return (
            _(
                "%(name)s was passed without a check, because no virus scanner is set up here. It can be opened."
            )
            % name
        )
    if document.scan_state == Document.ScanState.CLEAN:
        return _("The virus check has passed %(name)s. It can be opened.") % name
    if document.scan_state == Document.ScanState.SUSPECT:
        return (
            _(
                "The virus check found something in %(name)s and set it aside. The applicant is told."
            )
            % name
        )
    if document.scan_state == Document.ScanState.PENDING:
        return _("%(name)s is being checked. Load the page again in a minute.") % name
    return _("The virus check of %(name)s gave no result.") % name + f" {explain_failure(document)}"


def explain_release(document: Document) -> str:
    """Return what came of asking for a document's release, for whoever asked."""
    name = {"name": document.original_name}
    if document.scan_state == Document.ScanState.SUSPECT:
        return _("%(name)s stays set aside: the virus scanner does not call it clean.") % name
    return _("%(name)s was checked again and released. It can be opened.") % name
