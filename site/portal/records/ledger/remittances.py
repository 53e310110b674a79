"""Numbers of remittances, printed on slips: random with a check character, and no number of any other family."""

from __future__ import annotations

from portal.records.identifiers import IdentifierFamily

__all__ = ["BY_MAIL", "REMITTANCES"]

REMITTANCES = IdentifierFamily(remainder=4)
BY_MAIL = "mail_in_payments.mail"
"""The method under which what came by mail is recorded; the plugin that offers it has this key."""
