"""To offer a page in the admin: below /admin/plugins/<plugin id>/, behind one permission."""

from portal.casework.offered import AdminPage
from portal.casework.permissions import VIEW_FILE, VIEW_PERSON, VIEW_QUEUE
from portal.definitions.texts import text

__all__ = [
    "VIEW_FILE",
    "VIEW_PERSON",
    "VIEW_QUEUE",
    "AdminPage",
    "text",
]
