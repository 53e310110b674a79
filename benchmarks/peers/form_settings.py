"""The benchmark's settings with wagtail.contrib.forms beside the portal, for the peer of P4."""

from benchmarks.settings import *
from benchmarks.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "benchmarks.peers.forms"]
