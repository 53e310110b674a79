"""Where an attack begins: an applicant's fresh renewal, in a browser of its own."""

import pytest

from portal.users.models import User
from tests.integration.portal.wizards.conftest import Renewal, start_renewal


@pytest.fixture
def renewal(applicant: User) -> Renewal:
    """Return the applicant's fresh renewal."""
    return start_renewal(applicant)
