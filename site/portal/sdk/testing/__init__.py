"""The conformance kit: what the portal asks of every plugin, for its author's own tests.

``assert check_plugin("my_plugin") == []`` in a test with a database. Random wizards and answers are in
``portal.sdk.testing.strategies``, which alone needs Hypothesis.
"""

from portal.sdk.testing.conformance import CHECKS, check_plugin
from portal.sdk.testing.subject import Finding, Subject, read_plugin

__all__ = ["CHECKS", "Finding", "Subject", "check_plugin", "read_plugin"]
