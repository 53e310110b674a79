"""Questions that many services ask, ready to stand in a step, and what writes their answers back."""

from portal.definitions.library import CONTACT, LEGAL_NAME
from portal.lifecycle.write_backs import contact_write_backs

__all__ = ["CONTACT", "LEGAL_NAME", "contact_write_backs"]
