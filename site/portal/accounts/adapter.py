"""Where django-allauth asks the portal: how an address is stored and how failed sign-ins are counted."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.validators import validate_email
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import ENTER_ADMIN
from portal.users.folding import fold_email
from portal.users.models import User

EMAIL_LENGTH = 254
WRONG_CREDENTIALS = _("The email address or user name, or the password, is not right.")


class AccountAdapter(DefaultAccountAdapter):
    """The portal's answers to allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_CREDENTIALS,
        "username_password_mismatch": WRONG_CREDENTIALS,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The current password is not right."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait five minutes, or choose a new password."
        ),
        "same_as_current": _("This is the address that the account already has."),
        "email_too_long": _("Enter an address of at most 254 characters."),
        "duplicate_email": _("This is the address that the account already has."),
    }

    def clean_email(self, email: str) -> str:
        """Return the address as it is stored and compared; refuse one that folding made invalid."""
        folded = fold_email(email)
        if len(folded) > EMAIL_LENGTH:
            raise self.validation_error("email_too_long")
        validate_email(folded)
        return folded

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody comes who was going nowhere else: those who work in the admin to it."""
        user = request.user
        if user.is_authenticated and user.has_perm(ENTER_ADMIN):
            return reverse("wagtailadmin_home")
        return str(super().get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message whose links begin with the portal's own address, whatever the request named as host."""
        own = urlsplit(settings.PORTAL_BASE_URL)
        links = {
            name: urlunsplit(urlsplit(value)._replace(scheme=own.scheme, netloc=own.netloc))
            for name, value in context.items()
            if name.endswith("_url") and value
        }
        super().send_mail(template_prefix, email, context | links)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by account, whichever of its names was typed, and by what was typed otherwise."""
        typed = fold_email(credentials.get("email") or credentials.get("username"))
        found = User.objects.filter(Q(email=typed) | Q(username=typed)).values_list("pk", flat=True)
        account = found.order_by("pk").first()
        return f"typed:{typed}" if account is None else f"account:{account}"
