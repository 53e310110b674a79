"""The peer's form page and its fields; submissions are Wagtail's own."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField


class FormField(AbstractFormField):
    """A question of the form."""

    page = ParentalKey("peer_forms.FormPage", on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        app_label = "peer_forms"


class FormPage(AbstractForm):
    """A page whose form anybody can send."""

    class Meta:
        app_label = "peer_forms"
