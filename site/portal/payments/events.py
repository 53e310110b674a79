"""What paying announces, inside its own transaction; a listener that raises undoes it."""

from django.dispatch import Signal

__all__ = ["payment_received"]

payment_received = (
    Signal()
)  # payment=Payment, application=Application, owed_cents=int (what is still due), at=datetime;
# posted_on=date | None, received_on=date | None (both None unless it came by mail)
