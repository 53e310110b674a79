"""Contact points: whom to turn to with what, by telephone, by email or by letter."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from content.editing.judging import UNTITLED
from content.snippets.base import PublicRow


class ContactPoint(PublicRow):
    """One way to reach the bureau."""

    name = models.CharField(_("name"), max_length=120)
    audience = models.CharField(
        _("for whom"), max_length=200, help_text=_("Who should turn here, and with what.")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    hours = models.CharField(_("hours"), max_length=160, blank=True)
    postal_address = models.TextField(
        _("postal address"), max_length=400, blank=True, help_text=_("One line a line.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=10, help_text=_("Lower numbers come first.")
    )

    shown_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "audience",
        "phone",
        "email",
        "hours",
        "postal_address",
    )
    panels = [
        FieldPanel("name"),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("hours")]),
        FieldPanel("email"),
        FieldPanel("postal_address"),
        FieldPanel("position"),
    ]

    class Meta(PublicRow.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name or str(UNTITLED)

    @property
    def dialed(self) -> str:
        """Return the telephone number as a device dials it."""
        digits = "".join(filter(str.isdigit, self.phone))
        return f"+1{digits}" if len(digits) == len("8605550100") else f"+{digits}"
