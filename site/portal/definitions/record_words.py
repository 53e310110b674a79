"""The words for the paths of the shared records, as rules and bindings are told in."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.definitions.record_paths import ACTIVE_TYPES, ADDRESS, CHOSEN_CREDENTIAL, SSN

__all__ = ["IN_SENTENCES", "PATHS"]

PATHS: Mapping[str, Promise] = {
    "person.first_name": _("first name on record"),
    "person.middle_name": _("middle name on record"),
    "person.last_name": _("last name on record"),
    "person.email": _("e-mail address on record"),
    "person.phone": _("phone number on record"),
    "person.address_line": _("street address on record"),
    "person.address_town": _("town on record"),
    "person.address_state": _("state on record"),
    "person.address_zip": _("ZIP code on record"),
    "credential.type": _("type of the chosen certificate"),
    "credential.expires_on": _("last day of the chosen certificate"),
    "credential.renewal_hours": _("clock hours that its renewal takes"),
    "credential.refresher_months": _("months for which a refresher counts"),
    ACTIVE_TYPES: _("types of the active certificates"),
    ADDRESS: _("whole address on record"),
    SSN: _("Social Security number on record"),
    CHOSEN_CREDENTIAL: _("the certificate that the application is about"),
}
"""As a list offers them."""
IN_SENTENCES: Mapping[str, Promise] = {
    **PATHS,
    "credential.type": _("the type of the chosen certificate"),
    "credential.expires_on": _("the last day of the chosen certificate"),
    "credential.renewal_hours": _("the clock hours that its renewal takes"),
    "credential.refresher_months": _("the months for which a refresher counts"),
    ACTIVE_TYPES: _("the list of the types of active certificates"),
    "person.first_name": _("the first name on record"),
    "person.middle_name": _("the middle name on record"),
    "person.last_name": _("the last name on record"),
    "person.email": _("the e-mail address on record"),
    "person.phone": _("the phone number on record"),
    "person.address_line": _("the street address on record"),
    "person.address_town": _("the town on record"),
    "person.address_state": _("the state on record"),
    "person.address_zip": _("the ZIP code on record"),
}
"""As a rule tells of them, in the middle of a sentence."""
