"""What each status of a credential means, in the public's words.

Only final actions reach the public's status, so the words may say so; the law behind them does not
belong here.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.records.credentials.status import Status

__all__ = ["STATUS_MEANINGS"]

STATUS_MEANINGS: dict[Status, Any] = {
    Status.ACTIVE: _(
        "The certificate is valid for the subjects and positions that its endorsements name."
    ),
    Status.IN_PROCESS: _(
        "The expiration date has passed. The holder asked for renewal before that date, and the"
        " bureau has not decided yet. The date itself is not extended until it does."
    ),
    Status.EXPIRED: _("The expiration date has passed, and no renewal filed in time is under way."),
    Status.SUSPENDED: _("The certificate is not valid for now: a final action has suspended it."),
    Status.REVOKED: _("The certificate is no longer valid: a final action has revoked it."),
    Status.SURRENDERED: _("The certificate is no longer valid: its holder has given it up."),
    Status.SUPERSEDED: _(
        "Another certificate has taken the place of this one. Look for the newer certificate."
    ),
    Status.NOT_YET_VALID: _(
        "The certificate has been issued and becomes valid on its effective date."
    ),
}
