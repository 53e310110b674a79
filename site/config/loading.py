"""Loads Django's apps without looking for garbage meanwhile: nearly all that is made then stays to the end."""

import gc

import django


def load_apps() -> None:
    """Load the apps, drop the garbage of that once, and leave the rest out of every later search for garbage."""
    gc.disable()
    try:
        django.setup()
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
