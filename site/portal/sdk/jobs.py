"""To have something done regularly: so often, or once a day. The portal's worker does it, apart from all requests."""

from portal.notifications.plugin_jobs import RegularJob

__all__ = ["RegularJob"]
