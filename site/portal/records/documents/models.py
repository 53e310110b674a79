"""Document rows: what a stored file is, whether it was scanned clean, and whose it is.

Receiving, scanning and serving files are operations of their own; this is only the record.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

__all__ = ["Document"]


class Document(models.Model):
    """One received file; staff may open it only while its scan state is clean."""

    class ScanState(models.TextChoices):
        PENDING = "pending", _("waiting for the virus scan")
        CLEAN = "clean", _("clean")
        SUSPECT = "suspect", _("suspect")
        ERROR = "error", _("could not be scanned")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "records.Person",
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=40)
    original_name = models.CharField(_("name of the file"), max_length=255)
    stored_name = models.CharField(max_length=100, unique=True)
    media_type = models.CharField(_("type of the file"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(_("digest"), max_length=64)
    scan_state = models.CharField(
        _("virus scan"), max_length=10, choices=ScanState.choices, default=ScanState.PENDING
    )
    received_at = models.DateTimeField(_("received"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["scan_state", "id"], name="document_by_scan_state")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=Exact(Length(F("sha256")), 64), name="document_hash_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name
