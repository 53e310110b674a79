"""The control of F11: the portal's addresses, and one whose form takes whatever a model has, as a careless one does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as own
from portal.users.models import User

__all__ = ["urlpatterns"]

PAGE = '<form method="post"><input name="first_name" value="Robin"><input name="username" value="robin"></form>'


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Shows a first name, and takes every field that an account has."""

    class Meta:
        model = User
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, control in self.fields.items():
            control.required = name == "first_name"


def change_account(request: HttpRequest) -> HttpResponse:
    """Show the form, or store whatever was posted."""
    account = User.objects.get(username=request.user.get_username())
    form = AccountForm(request.POST or None, instance=account)
    if form.is_valid():
        form.save()
        return HttpResponse("stored")
    return HttpResponse(PAGE)


urlpatterns = [path("account/name/", change_account), *own]
