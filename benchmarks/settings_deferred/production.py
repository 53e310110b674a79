"""What an operator might write over the production settings; the name says so, for the defaults go by it."""

from config.environment import env
from config.settings.production import *  # noqa: F403 (a settings module builds on another)
from config.settings.production import DATABASES
from config.settings.safety import refuse_unsafe

del DATABASES["default"]["OPTIONS"]["transaction_mode"]
refuse_unsafe(globals(), declared_production=env.production)
