"""What is posted of the questions for reviewers. A GET is refused."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.casework.private import make_form, trace_form
from portal.casework.views.posting import PostingView
from portal.lifecycle.errors import LifecycleError, NotAllowedError, StalePrivateAnswersError
from portal.lifecycle.policies import check_can_decide
from portal.lifecycle.private import save_private_answers

__all__ = ["PrivateAnswersView"]

VERSION = re.compile(r"[0-9]{1,9}", re.ASCII)


class PrivateAnswersView(PostingView):
    """Saves what reviewers answer among themselves."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Save it and say so; a colleague's save since is shown beside what was typed."""
        case, version = self.file.case, request.POST.get("version", "")
        if not case.compiled.spec.private or not VERSION.fullmatch(version):
            raise Http404("no such questions")
        try:
            check_can_decide(request.user, case.application)
        except NotAllowedError as error:
            return self.refuse(error)
        form = make_form(case, request.POST)
        if not form.is_valid():
            self.private = form
            messages.validation_error(request, _("Nothing was saved yet."), form)
            return self.show_again(HTTPStatus.UNPROCESSABLE_ENTITY)
        given = form.stored()
        try:
            save_private_answers(
                application_id=self.application_id,
                answers=given,
                trace=trace_form(case, given),
                expected_version=int(version),
                by_id=self.actor_id,
                at=timezone.now(),
            )
        except StalePrivateAnswersError as error:
            self.private = form
            return self.refuse(error)
        except LifecycleError as error:
            return self.refuse(error)
        messages.success(request, _("Saved for reviewers. The applicant does not see it."))
        return redirect(f"{reverse('casework:file', args=[self.public_id])}#private-section")
