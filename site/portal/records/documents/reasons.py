"""Why a document is not accepted: reasons to choose from, in the words that its owner reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["RejectionReason"]


class RejectionReason(models.TextChoices):
    """What is wrong with a document as evidence."""

    UNREADABLE = "unreadable", _("It can’t be read: it is blurred, dark or cut off.")
    INCOMPLETE = "incomplete", _("Pages or parts are missing.")
    WRONG_PAPER = "wrong_paper", _("It shows something else than what was asked for.")
    SOMEBODY_ELSE = "somebody_else", _("It is about another person.")
    EXPIRED = "expired", _("It is no longer valid.")
    NOT_OFFICIAL = "not_official", _("An official paper is needed, not a copy or a printout.")
    NO_TRANSLATION = "no_translation", _("A certified translation is missing.")
    OTHER = "other", _("Another reason")
