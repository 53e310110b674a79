"""Gathers the applets' models for Django; define nothing here."""

from portal.records.applications.models import *
from portal.records.applications.moves import *
from portal.records.applications.private import *
from portal.records.audit.models import *
from portal.records.credentials.models import *
from portal.records.documents.models import *
from portal.records.evidence.models import *
from portal.records.fees.mailing import *
from portal.records.fees.models import *
from portal.records.imports.models import *
from portal.records.jobs.models import *
from portal.records.ledger.entries import *
from portal.records.ledger.mailed import *
from portal.records.ledger.models import *
from portal.records.ledger.paying import *
from portal.records.ledger.settlement import *
from portal.records.organizations.models import *
from portal.records.people.models import *
from portal.records.people.name_rules import *
from portal.records.reference.models import *
from portal.records.releases.models import *
from portal.records.retention.models import *
from portal.records.wizards.models import *
