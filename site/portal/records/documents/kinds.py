"""Kinds of documents that people hand in: what a file shows. Which service needs which is the service's business."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DocumentKind"]


class DocumentKind(models.TextChoices):
    """What a document is evidence of, in the words of its owner."""

    TRANSCRIPT = "transcript", _("Official transcript")
    DIPLOMA = "diploma", _("Diploma or degree certificate")
    TRANSLATION = "translation", _("Certified translation")
    CREDENTIAL_EVALUATION = "credential_evaluation", _("Evaluation of a foreign credential")
    TEST_SCORES = "test_scores", _("Score report")
    EXPERIENCE = "experience", _("Statement of professional experience")
    EMPLOYMENT = "employment", _("Confirmation of employment")
    TRAINING = "training", _("Record of training hours")
    CPR_CARD = "cpr_card", _("CPR card")
    FIRST_AID_CARD = "first_aid_card", _("First aid card")
    CPR_FIRST_AID_CARD = "cpr_first_aid_card", _("Card for both CPR and first aid")
    CONCUSSION = "concussion", _("Certificate of a concussion course")
    OTHER_LICENSE = "other_license", _("License or certificate from another state")
    NAME_CHANGE = "name_change", _("Proof of a change of name")
    STATEMENT = "statement", _("Signed statement")
    COURT_RECORD = "court_record", _("Paper from a court or an agency")
    OTHER = "other", _("Something else")
