"""Why a mailed item waits for somebody to look at it. Pure: compares what came with what is due."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Waits", "why_it_waits"]


class Waits(models.TextChoices):
    """What somebody has to decide about an item."""

    FOR_NOTHING = "nothing", _("ready: this is what is due")
    NOT_ACCEPTED = "not_accepted", _("this kind of instrument is not accepted")
    UNIDENTIFIED = "unidentified", _("whose it is, is not known")
    NOTHING_DUE = "nothing_due", _("nothing is due for its application")
    PART = "part", _("less than is due")
    OVER = "over", _("more than is due")


def why_it_waits(*, is_accepted: bool, cents: int, due_cents: int | None) -> Waits:
    """Return the first reason; ``due_cents`` is None where the application is not known."""
    if not is_accepted:
        return Waits.NOT_ACCEPTED
    if due_cents is None:
        return Waits.UNIDENTIFIED
    if due_cents <= 0:
        return Waits.NOTHING_DUE
    if cents == due_cents:
        return Waits.FOR_NOTHING
    return Waits.PART if cents < due_cents else Waits.OVER
