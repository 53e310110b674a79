"""Offering a version of a wizard again: what differs from the one on offer, who has begun, and the act.

What stands in its way is judged by ``portal.definitions``.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.casework.views.versions import VersionPage
from portal.definitions.comparing import compare_versions, count_drafts
from portal.definitions.rolling_back import (
    RollBackRefusedError,
    find_faults_today,
    roll_back_wizard,
)
from portal.definitions.texts import reader_language
from portal.lifecycle.moving import drafts_elsewhere

__all__ = ["OfferAgainView"]


class OfferAgainView(VersionPage):
    """Shows what offering the version again would change; a POST offers it."""

    template_name = "portal/casework/offer_again.html"
    page_title = gettext_lazy("Offer this version again")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what differs from the version on offer, the drafts by version, and what stands in the way."""
        version, offered = self.version, self.version.wizard.current_version
        context: dict[str, Any] = super().get_context_data(
            version=version,
            version_url=self.version_url,
            offered=offered,
            is_current=offered == version,
            faults=find_faults_today(version),
            changes=compare_versions(offered, version, language=reader_language())
            if offered
            else [],
            drafts=count_drafts(version.wizard.key),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer it and lead to its page, where drafts can be moved; or show what stands in the way."""
        version = self.version
        try:
            roll_back_wizard(
                key=version.wizard.key,
                number=version.number,
                actor_id=int(request.user.pk or 0),
                at=timezone.now(),
            )
        except RollBackRefusedError:
            return self.render_to_response(self.get_context_data(), status=HTTPStatus.CONFLICT)
        said = _("Version %(number)s is on offer. Whoever starts from now on gets it.")
        messages.success(request, said % {"number": version.number})
        if number := drafts_elsewhere(version).count():
            messages.warning(
                request,
                _("Drafts on other versions, which you can move: %(number)s") % {"number": number},
            )
        return redirect(self.version_url)
