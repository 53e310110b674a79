"""The demonstration and a developer's machine: what `make run` starts."""

from config.settings.base import *

PORTAL_ENVIRONMENT = "dev"
