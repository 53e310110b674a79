"""What a plugin says about itself, and that Django picks its class and not the base."""

from pathlib import Path
from types import ModuleType

import pytest
from django.apps import AppConfig
from django.apps.registry import Apps
from django.core.exceptions import ImproperlyConfigured

from portal.plugins.config import CONTRACT_VERSION, PluginConfig
from portal_plugins.credential_lookup.apps import CredentialLookupConfig


def test_plugin_named_by_its_package_gets_its_own_config() -> None:
    (config,) = Apps(["portal_plugins.credential_lookup"]).get_app_configs()

    assert type(config) is CredentialLookupConfig
    assert isinstance(config, PluginConfig)


def test_plugin_declares_what_the_overview_shows() -> None:
    (config,) = Apps(["portal_plugins.credential_lookup"]).get_app_configs()

    assert isinstance(config, PluginConfig)
    assert (config.label, str(config.title), config.version) == (
        "credential_lookup",
        "Public look-up",
        "1.0",
    )
    assert config.contract == (CONTRACT_VERSION, CONTRACT_VERSION)
    assert config.url_slugs == ("verify",)


def test_folder_that_an_editable_install_names_in_several_ways_is_found(tmp_path: Path) -> None:
    module = ModuleType("office_hours")
    module.__path__ = [str(tmp_path), str(tmp_path), "__editable__.finder.__path_hook__"]

    assert PluginConfig("office_hours", module).path == str(tmp_path)
    with pytest.raises(ImproperlyConfigured, match="multiple filesystem locations"):
        AppConfig("office_hours", module)
