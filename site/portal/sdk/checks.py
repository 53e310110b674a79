"""To add to the integrity check: what must agree in the records that a plugin's services bring about."""

from portal.lifecycle.plugin_checks import RecordCheck
from portal.records.applications.queries import Approval, list_approvals

__all__ = ["Approval", "RecordCheck", "list_approvals"]
