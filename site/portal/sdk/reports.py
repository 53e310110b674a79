"""To offer staff a report: a titled table of bounded size behind one permission, which can be had as a file."""

from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.casework.reports import MOST_ROWS, Cell, StaffReport
from portal.definitions.texts import text
from portal.records.applications.queries import Approval, list_approvals
from portal.records.evidence.members import Member, list_members

__all__ = [
    "MOST_ROWS",
    "VIEW_FILE",
    "VIEW_PERSON",
    "VIEW_QUEUE",
    "Approval",
    "Cell",
    "Member",
    "StaffReport",
    "list_approvals",
    "list_members",
    "text",
]
