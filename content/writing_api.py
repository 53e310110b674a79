"""Who may write through the content API: the holder of a token that is not too old, as far as their permissions reach.

Wagtail checks the permission on the page and keeps the log; what its tokens lack (an end, limits, the second factor, an
answer to a wrong one) is added here. Which operations there are is in content.api.
"""

import json
from datetime import timedelta
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.throttling import SimpleRateThrottle
from wagtail.models import APIToken, Page
from wagtail_localize.synctree import create_aliases_for_new_page

from content.problems import answer_problem
from portal.sdk.limits import Limit

WRITING = frozenset(
    {
        ("list_pages", "POST"),
        ("detail_page", "PATCH"),
        ("pages_actions_publish", "POST"),
        ("pages_actions_unpublish", "POST"),
    }
)
"""What a token may do, as pairs of Wagtail's name of an address and a method: write, publish and take back pages."""
BEARER = "bearer "
ADMIN_PERMISSION = "wagtailadmin.access_admin"
ADDRESS_LIMIT = Limit("content-api-tokens", per_minute=60)


class TokenThrottle(SimpleRateThrottle):
    """So many requests of one token, from wherever they come."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return where the requests of the token are counted."""
        return f"content-api-token:{self.token.pk}"

    def __init__(self, token: APIToken) -> None:
        super().__init__(settings.CONTENT_API_TOKEN_RATE)
        self.token = token


def refuse_token(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal of a request, or None: no good token (401), a holder without rights (403), too many (429)."""
    if not ADDRESS_LIMIT.admits(request):
        return refuse_too_many(ADDRESS_LIMIT.seconds_left())
    token = find_token(request)
    if token is None:
        detail = _("This needs a token that is valid.")
        return answer_problem(HTTPStatus.UNAUTHORIZED, detail, WWW_Authenticate="Bearer")
    if not token.user.has_perm(ADMIN_PERMISSION):
        detail = _("The holder of this token may not write here.")
        return answer_problem(HTTPStatus.FORBIDDEN, detail)
    throttle = TokenThrottle(token)
    if not throttle.allow_request(request):
        return refuse_too_many(int(throttle.wait() or 1))
    return None


def find_token(request: HttpRequest) -> APIToken | None:
    """Return the token of a request: known, not revoked, not too old, of somebody who may sign in."""
    header = request.headers.get("Authorization", "")
    if not header.lower().startswith(BEARER):
        return None
    youngest = timezone.now() - timedelta(days=settings.CONTENT_API_TOKEN_DAYS)
    token = (
        APIToken.objects.select_related("user")
        .filter(
            key_hash__in=APIToken.candidate_key_hashes(header[len(BEARER) :].strip()),
            revoked_at=None,
            created__gte=youngest,
            user__is_active=True,
        )
        .first()
    )
    if token is None:
        return None
    if settings.PORTAL_STAFF_MFA_REQUIRED and not is_mfa_enabled(token.user):
        return None
    return token


def finish_writing(answer: HttpResponse) -> None:
    """Let a page that was just made stand in the trees of the other languages too, as one made in the admin does.

    The answer, which Wagtail draws before it publishes, then says since when the page is public.
    """
    told = json.loads(answer.content)
    page = Page.objects.filter(pk=told["id"]).first()
    if page is None:
        return
    if answer.status_code == HTTPStatus.CREATED:
        create_aliases_for_new_page(page.specific)
    told["meta"]["first_published_at"] = page.first_published_at
    answer.content = json.dumps(told, cls=DjangoJSONEncoder).encode()


def refuse_too_many(seconds: int) -> HttpResponse:
    """Return the answer to somebody who asks too often, with the seconds to wait."""
    detail = _("Too many requests. Wait a minute, then go on.")
    return answer_problem(HTTPStatus.TOO_MANY_REQUESTS, detail, Retry_After=str(seconds))
