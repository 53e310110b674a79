"""To offer a form in the admin of which one row comes, however often autosave and people send it."""

from portal.casework.creating import (
    KEY_FIELD,
    CreateOnceView,
    FormKey,
    is_untouched,
    read_form_key,
)

__all__ = ["KEY_FIELD", "CreateOnceView", "FormKey", "is_untouched", "read_form_key"]
