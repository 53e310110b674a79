"""What the vault announces, in the transaction that brought it about."""

from django.dispatch import Signal

__all__ = ["ssn_read"]

ssn_read = Signal()
"""A number was read or its reading refused: ``reading`` (SSNReading), ``at``. Never the number."""
