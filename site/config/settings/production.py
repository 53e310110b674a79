"""Production: the environment's values over safe defaults, and a refusal to start with what is unsafe (safety.py)."""

from config.environment import env
from config.settings.base import *
from config.settings.safety import refuse_unsafe

PORTAL_ENVIRONMENT = "production"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

refuse_unsafe(globals(), declared_production=env.production)
