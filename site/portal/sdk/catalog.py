"""The services on offer, wizards and tools alike; a page names one by its key."""

from portal.definitions.attaching import AttachingPage, announce_pages
from portal.definitions.catalog import Availability, Service, get_service, list_services

__all__ = [
    "AttachingPage",
    "Availability",
    "Service",
    "announce_pages",
    "get_service",
    "list_services",
]
