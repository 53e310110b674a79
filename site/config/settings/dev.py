"""The demonstration and a developer's machine: what `make run` starts."""

from config.settings.base import *

PORTAL_ENVIRONMENT = "dev"
STATIC_ROOT.mkdir(
    exist_ok=True
)  # WhiteNoise warns of a missing one; here it serves from the sources
