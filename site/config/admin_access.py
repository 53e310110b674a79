"""How Wagtail's admin is let in: only staff, behind a second factor where the settings demand one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from wagtail.utils.urlpatterns import decorate_urlpatterns

View = Callable[..., HttpResponseBase]
Patterns = list[URLPattern | URLResolver]
ADMIN_PERMISSION = "wagtailadmin.access_admin"


def without_failing_on_purpose(patterns: Patterns) -> Patterns:
    """Return the admin's addresses without the one at which Wagtail raises an error for its own tests."""
    return [each for each in patterns if getattr(each, "name", "") != "wagtailadmin_error_test"]


def with_second_factor(patterns: Patterns) -> Patterns:
    """Return the admin's addresses with every view asking staff for a second factor, where that is demanded."""
    decorated: Patterns = decorate_urlpatterns(patterns, require_second_factor)
    guarded: Patterns = decorate_urlpatterns(decorated, refuse_others)
    readable: Patterns = decorate_urlpatterns(guarded, refuse_unreadable)
    return readable


def refuse_unreadable(view: View) -> View:
    """Answer 400 to a query that holds a NUL, with which PostgreSQL would fail in the middle of a screen."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest("the query holds a NUL")
        return view(request, *args, **kwargs)

    return guarded


def refuse_others(view: View) -> View:
    """Answer 403 to somebody signed in who is not staff: Wagtail would send them to sign in, which sends them back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_perm(ADMIN_PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def require_second_factor(view: View) -> View:
    """Send staff who have no second factor to the page where they set one up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.PORTAL_STAFF_MFA_REQUIRED and lacks_second_factor(request):
            messages.warning(request, _("Staff sign in with a second factor. Set one up first."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded


def lacks_second_factor(request: HttpRequest) -> bool:
    """Tell whether somebody who may use the admin signed in with a password alone.

    Whoever has set up a second factor was asked for it at sign-in.
    """
    user = request.user
    if not user.is_authenticated or is_mfa_enabled(user):
        return False
    return user.has_perm(ADMIN_PERMISSION)
