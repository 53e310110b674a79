"""Where short messages to a reader wait for the next page: as Django keeps them, in a cookie that is the host's."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Django's cookie of messages under a name that browsers bind to this host, where cookies are secure."""

    cookie_name = "__Host-messages" if settings.COOKIES_SECURE else "portal_messages"


class MessageStorage(FallbackStorage):
    """A cookie first; the session for what is too long for one."""

    storage_classes = (HostCookieStorage, SessionStorage)
