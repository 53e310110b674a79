"""Migrations depend on each other only down the layers: foreign keys by string escape the import contracts."""

import pytest
from django.db.migrations.loader import MigrationLoader

pytestmark = (
    pytest.mark.django_db
)  # a migration of wagtail-localize asks the database as it is read

# High to low. A plugin's migrations may depend on records and users; plugins never on one another.
LAYERS = (
    "content",
    "sdk",
    "api",
    "casework",
    "wizards",
    "accounts",
    "payments",
    "notifications",
    "lifecycle",
    "definitions",
    "records",
    "users",
)
Edge = tuple[str, str]


def find_upward_edges(edges: set[Edge], plugins: set[str]) -> list[str]:
    """Return the dependencies between the portal's apps that do not point downward."""
    order = {label: place for place, label in enumerate(LAYERS)}
    faults = []
    for child, parent in sorted(edges):
        upward = child in order and parent in order and order[parent] < order[child]
        if upward or (parent in plugins and child != parent):
            faults.append(f"{child} → {parent}")
    return faults


def list_edges(loader: MigrationLoader) -> set[Edge]:
    """Return which app's migrations depend on which other app's."""
    return {
        (key[0], parent.key[0])
        for key, node in loader.graph.node_map.items()
        for parent in node.parents
        if parent.key[0] != key[0]
    }


def list_plugin_labels(loader: MigrationLoader) -> set[str]:
    """Return the labels of the apps in portal_plugins that have migrations."""
    return {
        migration.app_label
        for migration in loader.disk_migrations.values()
        if type(migration).__module__.startswith("portal_plugins.")
    }


def test_migrations_depend_only_down_the_layers() -> None:
    loader = MigrationLoader(None)

    assert find_upward_edges(list_edges(loader), list_plugin_labels(loader)) == []


def test_migrations_have_one_end_an_app() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}


@pytest.mark.parametrize(
    ("edge", "fault"),
    [
        (("records", "wizards"), "records → wizards"),
        (("users", "records"), "users → records"),
        (("records", "certification"), "records → certification"),
        (("coaching", "certification"), "coaching → certification"),
    ],
)
def test_migration_edge_pointing_upward_is_found(edge: Edge, fault: str) -> None:
    assert find_upward_edges({edge}, plugins={"certification", "coaching"}) == [fault]
