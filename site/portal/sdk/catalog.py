"""The services on offer, wizards and tools alike; a page names one by its key."""

from portal.definitions.catalog import Service, get_service, list_services

__all__ = ["Service", "get_service", "list_services"]
