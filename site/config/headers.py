"""Headers of every answer: the content security policy, relaxed for Wagtail's admin and nowhere else, and that no cache
and no browser keeps what somebody signed in, or filling in a form without an account, was shown.
"""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from portal.wizards.visiting import VISITS


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, which lets only /admin/ have the inline scripts and styles Wagtail writes."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy of the settings, replaced in part under the admin's path."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(settings.ADMIN_PATH):
            parts.replace = {**settings.ADMIN_CONTENT_SECURITY_POLICY, **(parts.replace or {})}
        return parts


def keep_signed_in_answers_private(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Forbid storing every answer for which a session was read of somebody signed in, or filling in a form without.

    An answer that never asked who is there says nothing about anybody, and keeps its own rules.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = request.session
        if session.accessed and (SESSION_KEY in session or VISITS in session):
            del response["Cache-Control"]
            add_never_cache_headers(response)
        return response

    return answer
