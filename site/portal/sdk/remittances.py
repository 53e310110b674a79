"""To offer payment by mail: what a slip says, and what the records of the mail say of an attempt."""

from portal.payments.mailed.expecting import (
    Instruments,
    Remittance,
    can_receive_mail,
    find_remittance,
    get_item_truth,
    list_accepted,
    new_remittance_number,
)
from portal.records.ledger.remittances import BY_MAIL

__all__ = [
    "BY_MAIL",
    "Instruments",
    "Remittance",
    "can_receive_mail",
    "find_remittance",
    "get_item_truth",
    "list_accepted",
    "new_remittance_number",
]
