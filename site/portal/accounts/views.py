"""The account page, and the form that gives an account its record. Each view makes one operation call at most."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.operations.registration import register_account_holder
from portal.accounts.queries import get_dashboard, get_person
from portal.accounts.registration import RegistrationForm
from portal.users.models import User

UNPROCESSABLE = 422


def signed_in(request: HttpRequest) -> User:
    """Return the account behind a request that `login_required` let through."""
    account = request.user
    assert isinstance(account, User)
    return account


@require_safe
@never_cache
@login_required
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """Show what belongs to the account; without a record, lead to the form that makes one."""
    account = signed_in(request)
    person = get_person(account.pk)
    if person is None:
        return render(request, "portal/accounts/welcome.html", {"works_here": account.is_staff})
    dashboard = get_dashboard(
        person=person, on=timezone.localdate(), language=get_language() or "en"
    )
    return render(request, "portal/accounts/dashboard.html", {"dashboard": dashboard})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Ask for the legal name and birth date, then make the account's record."""
    account = signed_in(request)
    if get_person(account.pk) is not None:
        return redirect("dashboard")
    form = RegistrationForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        register_account_holder(account=account, at=timezone.now(), **form.cleaned_data)
        return redirect("dashboard")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "portal/accounts/register.html", {"form": form}, status=status)
