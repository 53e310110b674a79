"""The wizards of this plugin, by name; each is defined in a module of its own."""

from portal_plugins.certification.duplicate_certificate import DUPLICATE_CERTIFICATE
from portal_plugins.certification.first_certificate import FIRST_CERTIFICATE
from portal_plugins.certification.renew_professional import RENEW_PROFESSIONAL

WIZARDS = [RENEW_PROFESSIONAL, FIRST_CERTIFICATE, DUPLICATE_CERTIFICATE]
