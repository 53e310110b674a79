"""The last segments of an application's addresses that are no step of a definition."""

from __future__ import annotations

import uuid

from django.urls import reverse

__all__ = ["REVIEW", "SUBMITTED", "application_url", "step_url"]

REVIEW, SUBMITTED = "review", "submitted"


def application_url(public_id: uuid.UUID) -> str:
    """Return the address of an application: its task list, or its status once it was sent."""
    return reverse("wizards:application", args=[public_id])


def step_url(public_id: uuid.UUID, step: str) -> str:
    """Return the address of a step."""
    return reverse("wizards:step", args=[public_id, step])
