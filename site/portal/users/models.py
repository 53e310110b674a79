"""The account with which somebody signs in, and what it keeps for itself.

Names, birth dates and contacts that the bureau relies on are records.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.users.folding import fold_email

LONGEST_NAME, LONGEST_QUERY = 60, 500


class AccountManager(UserManager["User"]):
    """Folds addresses on the way in, so that a look-up by e-mail means what a human means."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the stored form of an address."""
        return fold_email(email)


class User(AbstractUser):
    """A sign-in account; its e-mail address is unique whatever its case or Unicode form."""

    email = models.EmailField(_("email address"), blank=True, max_length=254)

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="users_user_email_unique",
                violation_error_message=_("Another account already uses this email address."),
            ),
        )

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Tell what Django tells, which keeps what an object's roles allow, but ask its backends once a permission."""
        if obj is not None:
            return super().has_perm(perm, obj)
        key = (perm, self.is_active, self.is_superuser)
        told: dict[tuple[str, bool, bool], bool] = self.__dict__.setdefault("_told", {})
        if key not in told:
            told[key] = super().has_perm(perm)
        return told[key]

    def clean(self) -> None:
        """Fold the address before validation compares it."""
        super().clean()
        self.email = fold_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the folded address, whoever set it."""
        self.email = fold_email(self.email)
        super().save(*args, **kwargs)


class SavedFilter(models.Model):
    """Search and filters of a list under a name that its owner gave them; nobody else sees it."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    listing = models.CharField(_("list"), max_length=40)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(_("search and filters"), max_length=LONGEST_QUERY)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "listing", "name"), name="savedfilter_once_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
