"""What keeps a translation from being published: the faults of content.editing.accessibility, each at its sentence.

The words stay as the translator wrote them. Who may publish is asked elsewhere.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from content.editing.accessibility import Fault, check_faults, find_faults
from content.editing.judging import JudgedPublication
from content.editing.rich_text import RunningText


def find_translation(instance: Any) -> Translation | None:
    """Return the translation of which a page or snippet is made, while it is one."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
    ).first()
    return found


def draw_target(translation: Translation) -> models.Model:
    """Return what the words written so far would make, with those of the original where one lacks. Nothing is saved."""
    target: models.Model = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    return target


def is_judged(translation: Translation) -> bool:
    """Tell whether what is translated is judged when it is published."""
    return issubclass(translation.source.specific_content_type.model_class(), JudgedPublication)


def check_translation(translation: Translation) -> bool:
    """Return whether there is something to publish yet; raises ValidationError with all that stands against it."""
    try:
        target = draw_target(translation)
    except ObjectDoesNotExist:
        return False
    check_faults(target)
    return True


def name_faults(translation: Translation) -> list[str]:
    """Return what keeps a translation from being published, and show it at the sentences in the translator's screen."""
    target = draw_target(translation)
    faults = find_faults(target)
    for fault in faults:
        _mark(translation, _find_path(target, fault), fault.message)
    return [fault.message for fault in faults]


def _mark(translation: Translation, path: str, message: str) -> None:
    """Set the message where the words are; of the sentences of one text, at those which say what it is about."""
    at = {
        "context__object_id": translation.source.object_id,
        "context__path": path,
        "locale": translation.target_locale,
    }
    written = list(StringTranslation.objects.filter(**at))
    for each in written:
        if len(written) == 1 or message in RunningText(each.data, level=1).faults():
            each.set_field_error([ValidationError(message)])
    for override in SegmentOverride.objects.filter(**at):
        override.set_field_error([ValidationError(message)])


def _find_path(instance: models.Model, fault: Fault) -> str:
    """Return the place of a fault as wagtail-localize writes it: blocks of streams and lists by their own keys."""
    path, value = [fault.field], getattr(instance, fault.field)
    for kind, key in fault.place:
        if kind in (StreamBlockValidationError, ListBlockValidationError):
            child = value[key] if kind is StreamBlockValidationError else value.bound_blocks[key]
            path.append(str(child.id))
            value = child.value
        else:
            path.append(str(key))
            value = value.get(key) if isinstance(value, blocks.StructValue) else None
    return ".".join(path)
