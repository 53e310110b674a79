"""The account page and the forms of one's record: its making, and the name that the public sees.

Each view makes one operation call at most.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.operations.registration import register_account_holder
from portal.accounts.published_name import PublishedNameForm
from portal.accounts.queries import get_dashboard, get_person
from portal.accounts.registration import RegistrationForm
from portal.definitions.texts import reader_language
from portal.records.people.operations import NameChoiceNotAllowedError, choose_published_name
from portal.records.people.queries import is_name_choice_allowed
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
    dashboard = get_dashboard(person=person, on=timezone.localdate(), language=reader_language())
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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choose_name(request: HttpRequest) -> HttpResponse:
    """Ask under which first name the public look-up shows the holder, where a law of the day leaves it to them."""
    account = signed_in(request)
    person = get_person(account.pk)
    if person is None:
        return redirect("dashboard")
    form = PublishedNameForm(
        request.POST or None, initial={"first_name": person.published_first_name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            choose_published_name(
                person_id=person.pk,
                first_name=form.cleaned_data["first_name"],
                actor_id=account.pk,
                at=timezone.now(),
            )
        except NameChoiceNotAllowedError:
            form.add_error("first_name", _("The law does not leave this choice to you today."))
        else:
            messages.success(
                request, _("Your choice is kept. The public look-up shows it from now on.")
            )
            return redirect("dashboard")
    context = {
        "form": form,
        "person": person,
        "is_allowed": is_name_choice_allowed(timezone.localdate()),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "portal/accounts/published_name.html", context, status=status)
