"""The app under a label of its own."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Holds the peer's models."""

    name = "benchmarks.peers.forms"
    label = "peer_forms"
