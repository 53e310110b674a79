"""The forms of django-allauth in the portal's words. What they check beyond allauth is said at each."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
)
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.users.folding import fold_email

__all__ = [
    "ChangeEmailForm",
    "ChangePasswordForm",
    "ChooseNewPasswordForm",
    "RequestPasswordResetForm",
    "SignInForm",
    "SignUpForm",
]

EMAIL_LABEL = _("Email address")
ONE_ADDRESS_EACH = _(
    "Each educator needs an address of their own, because messages about a certificate and the way back into the "
    "account go there. If you share a mailbox at home, one of you can use another address, from school for example."
)
NEW_PASSWORD = _("New password")
AGAIN = _("The same password once more")
TYPE_EMAIL, TYPE_PASSWORD = _("Enter your email address."), _("Enter your password.")
TYPE_NEW, TYPE_AGAIN = _("Enter a new password."), _("Enter the same password once more.")


def describe_password() -> str:
    """Return the hint under a field for a new password: the length that the validators ask for."""
    lengths = [
        validator.min_length
        for validator in get_default_password_validators()
        if isinstance(validator, MinimumLengthValidator)
    ]
    return gettext(
        "At least %(length)s characters. Several words in a row are easy to keep in mind "
        "and hard to guess; spaces are allowed."
    ) % {"length": max(lengths, default=1)}


class WordedForm:
    """Gives fields their label and hint, and removes placeholders: they vanish while one types."""

    fields: dict[str, forms.Field]

    def word(self, name: str, label: Any, missing: Any, hint: Any = "") -> None:
        """Set label and hint of a field, and what is said where it was left empty."""
        field = self.fields[name]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing
        field.widget.attrs.pop("placeholder", None)


class SignInForm(WordedForm, allauth_forms.LoginForm):
    """Sign in with an email address or a user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word(
            "login", _("Email address or user name"), _("Enter your email address or user name.")
        )
        self.word("password", _("Password"), TYPE_PASSWORD)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none")

    def clean_login(self) -> str:
        """Return what was typed, folded: addresses and user names are stored folded."""
        return fold_email(self.cleaned_data["login"])


class SignUpForm(WordedForm, allauth_forms.SignupForm):
    """Open an account with an address that belongs to one person and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word("email", EMAIL_LABEL, TYPE_EMAIL, ONE_ADDRESS_EACH)
        self.word("password1", _("Password"), TYPE_NEW, describe_password())
        self.word("password2", AGAIN, TYPE_AGAIN)

    def try_save(self, request: HttpRequest) -> Any:
        """Open the account; for a taken address hash as well, so that both take as long."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ChangeEmailForm(WordedForm, allauth_forms.AddEmailForm):
    """Ask for another address; it counts once confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word("email", _("New email address"), TYPE_EMAIL, ONE_ADDRESS_EACH)


class ChangePasswordForm(WordedForm, allauth_forms.ChangePasswordForm):
    """Change the password while signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word("oldpassword", _("Current password"), TYPE_PASSWORD)
        self.word("password1", NEW_PASSWORD, TYPE_NEW, describe_password())
        self.word("password2", AGAIN, TYPE_AGAIN)


class RequestPasswordResetForm(WordedForm, allauth_forms.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word("email", EMAIL_LABEL, TYPE_EMAIL)

    def clean_email(self) -> str:
        """Return the stored form of the address.

        The message goes to the address that the account confirmed, never to a look-alike that was typed.
        """
        super().clean_email()
        return str(get_adapter().clean_email(self.cleaned_data["email"]))


class ChooseNewPasswordForm(WordedForm, allauth_forms.ResetPasswordKeyForm):
    """Choose a new password through a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word("password1", NEW_PASSWORD, TYPE_NEW, describe_password())
        self.word("password2", AGAIN, TYPE_AGAIN)
