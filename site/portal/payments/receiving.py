"""Receives the notices of providers: authentic ones are stored and answered at once, and acted on afterwards.

No session, no token of a form, no limit and no protection from robots stands before it: who may speak is judged by
the signature alone.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.payments.contract import ForgedNoticeError, Notice, Webhook
from portal.payments.inbox import store_notice
from portal.payments.methods import find_webhook
from portal.plugins.guard import PluginFailedError, call_pure

__all__ = ["receive_notice"]

logger = logging.getLogger(__name__)
LONGEST_BODY = 512 * 1024


@csrf_exempt
@require_POST
def receive_notice(request: HttpRequest, plugin_id: str, name: str) -> HttpResponse:
    """Answer 200 to what is authentic, whether it is new or not; 400 to what is not, 503 where the plugin fails."""
    try:
        hook = find_webhook(plugin_id, name)
        if hook is None:
            raise Http404("no such address")
        body = _read_body(request)
        notice = _read_notice(plugin_id, hook, body, request)
    except ForgedNoticeError as error:
        logger.warning("a notice to %s/%s was refused: %s", plugin_id, name, error)
        return _say("refused", HTTPStatus.BAD_REQUEST)
    except PluginFailedError:
        return _say("try again", HTTPStatus.SERVICE_UNAVAILABLE)
    store_notice(notice=notice, body=body.decode(), at=timezone.now())
    return _say("received", HTTPStatus.OK)


def _read_body(request: HttpRequest) -> bytes:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > LONGEST_BODY:
            raise ForgedNoticeError(f"{length} bytes")
        body: bytes = request.body
    except (ValueError, RequestDataTooBig, OSError) as error:
        raise ForgedNoticeError("its body cannot be read") from error
    return body


def _read_notice(plugin_id: str, hook: Webhook, body: bytes, request: HttpRequest) -> Notice:
    """Return what the plugin vouches for; a forged notice is no failure of the plugin."""
    headers = {name.lower(): value for name, value in request.headers.items()}

    def read() -> Notice | ForgedNoticeError:
        try:
            if "\0" in body.decode():
                return ForgedNoticeError("not text")
            notice = hook.read(body, headers)
        except UnicodeDecodeError:
            return ForgedNoticeError("not UTF-8")
        except ForgedNoticeError as error:
            return error
        if not isinstance(notice, Notice) or notice.method.partition(".")[0] != plugin_id:
            raise TypeError(f"no notice of {plugin_id}")
        return notice

    found = call_pure(f"{plugin_id}:webhooks", read)
    if isinstance(found, ForgedNoticeError):
        raise found
    return found


def _say(word: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{word}\n", content_type="text/plain", status=status)
