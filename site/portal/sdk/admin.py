"""To offer a page in the admin: below /admin/plugins/<plugin id>/, behind one permission."""

from portal.casework.offered import AdminPage
from portal.casework.permissions import DECIDE, VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.definitions.texts import text

__all__ = [
    "DECIDE",
    "VIEW_FILE",
    "VIEW_PERSON",
    "VIEW_QUEUE",
    "AdminPage",
    "text",
]
