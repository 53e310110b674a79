"""To limit how often one address asks: what the public may read, nobody should copy wholesale."""

from portal.accounts.limits import LOOKUPS, Limit

__all__ = ["LOOKUPS", "Limit"]
