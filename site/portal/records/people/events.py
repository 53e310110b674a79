"""What the records of people announce, in the transaction that brought it about.

``contact_changed``   person=Person, language=str, at=datetime: its holder recorded other contact details
"""

from django.dispatch import Signal

__all__ = ["contact_changed"]

contact_changed = Signal()
