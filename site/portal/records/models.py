"""Gathers the applets' models for Django; define nothing here."""

from portal.records.applications.models import *  # noqa: F403
from portal.records.audit.models import *  # noqa: F403
from portal.records.credentials.models import *  # noqa: F403
from portal.records.documents.models import *  # noqa: F403
from portal.records.evidence.models import *  # noqa: F403
from portal.records.organizations.models import *  # noqa: F403
from portal.records.people.models import *  # noqa: F403
from portal.records.wizards.models import *  # noqa: F403
