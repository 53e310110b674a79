"""What tests of the page cache share: the portal behind one."""

import pytest

from portal.sdk.catalog import Service
from tests.integration.config.page_cache.browser import Portal
from tests.integration.content.conftest import Offer


@pytest.fixture
def portal(db: None) -> Portal:
    """Return a web process."""
    return Portal()


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Return a function that puts services on offer in the place of the plugins' own."""

    def put_on_offer(*services: Service) -> None:
        by_key = {service.key: service for service in services}
        monkeypatch.setattr("content.attachments.get_service", by_key.get)

    return put_on_offer
