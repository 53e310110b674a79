"""Loads Django's apps without looking for garbage meanwhile: nearly all that is made then stays to the end.

What only the child process that judges files decodes is kept out of this one.
"""

import gc
import importlib
import sys

import django

HEIC = "pillow_heif"
"""Willow takes it wherever it is installed, though editors' pictures are never HEIC: 7 MB of every process."""


def load_apps() -> None:
    """Load the apps, drop the garbage of that once, and leave the rest out of every later search for garbage."""
    gc.disable()
    try:
        _load_pictures_without_heic()
        django.setup()
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def _load_pictures_without_heic() -> None:
    """Let Willow find no decoder of HEIC; whoever imports it later gets it."""
    if HEIC in sys.modules:
        return
    sys.modules[HEIC] = None  # type: ignore[assignment]
    try:
        importlib.import_module("willow")
    finally:
        del sys.modules[HEIC]
