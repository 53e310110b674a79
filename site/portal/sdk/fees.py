"""To say what a service costs: which items of the fee schedule; core looks the amounts up. For pages: its fee today."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.definitions.catalog import Service
from portal.definitions.texts import reader_language, text
from portal.lifecycle.effects import CaseFacts
from portal.payments.fees import FeeRequest
from portal.payments.pricing import ServiceFees, quote_for
from portal.payments.wording import quote_in_words
from portal.plugins.guard import PluginFailedError
from portal.sdk.freshness import never_keep

__all__ = ["CaseFacts", "FeeRequest", "ServiceFees", "fee_today", "text"]


def fee_today(service: Service) -> str:
    """Return in the reader's words what a service usually costs today; empty where nothing is said of fees.

    1 SQL, none where nothing is said.
    """
    try:
        quote = quote_for(service.key, service.fees, on=localdate())
    except PluginFailedError:
        never_keep()  # a fault that may be over in a moment, and changes no row
        return _("It cannot be worked out just now.")
    return quote_in_words(quote, reader_language()) if quote else ""
