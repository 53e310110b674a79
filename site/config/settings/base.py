"""All settings with defaults for the machine at hand, gathered from one file a concern; environments build on it."""

from config.settings.concerns.accounts import *
from config.settings.concerns.api import *
from config.settings.concerns.apps import *
from config.settings.concerns.audit import *
from config.settings.concerns.cache import *
from config.settings.concerns.csp import *
from config.settings.concerns.database import *
from config.settings.concerns.documents import *
from config.settings.concerns.email import *
from config.settings.concerns.files import *
from config.settings.concerns.languages import *
from config.settings.concerns.logging import *
from config.settings.concerns.page_cache import *
from config.settings.concerns.payments import *
from config.settings.concerns.scanning import *
from config.settings.concerns.security import *
from config.settings.concerns.serving import *
from config.settings.concerns.templates import *
from config.settings.concerns.vault import *
from config.settings.concerns.wagtail import *
from config.settings.concerns.work import *

PORTAL_ENVIRONMENT = "base"
