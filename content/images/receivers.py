"""Makes the sizes of a picture once it is uploaded or its focal point moved, after the transaction that saves it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.images import get_image_model

from content.images.sizes import make_sizes


def make_sizes_after_saving(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Make the sizes that a picture lacks now; those of a replaced file are left to the worker."""
    if not raw:
        transaction.on_commit(partial(make_sizes, instance))


def connect() -> None:
    """Listen for uploads."""
    post_save.connect(
        make_sizes_after_saving, sender=get_image_model(), dispatch_uid="content.images.make_sizes"
    )
