"""Typed reading of the environment: what is right is read, what is wrong is named."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from config.environment import Environment, SettingsError

SEED = b64encode(b"k" * 32).decode()
A_SEED = "a comma-separated list of secrets of 32 bytes in base64"
Read = Callable[[Environment], object]

READS: list[tuple[Read, str, object]] = [
    (lambda env: env.text("NAME", "here", "…"), "there", "there"),
    (lambda env: env.boolean("NAME", default=False, meaning="…"), " Yes ", True),
    (lambda env: env.boolean("NAME", default=True, meaning="…"), "off", False),
    (lambda env: env.integer("NAME", 1, "…", low=1, high=9), "9", 9),
    (lambda env: env.choice("NAME", "a", "…", options=("a", "b")), "b", "b"),
    (lambda env: env.names("NAME", "", "…"), "a, b,,", ["a", "b"]),
    (lambda env: env.seeds("NAME", "…"), f"{SEED}, {SEED}", [b"k" * 32] * 2),
    (lambda env: env.base_url("NAME", "http://a", "…"), "https://b.example/", "https://b.example"),
    (lambda env: env.folder("NAME", "var", "…", base=Path("/srv")), "media", Path("/srv/media")),
    (lambda env: env.folder("NAME", "var", "…", base=Path("/srv")), "/data", Path("/data")),
    (
        lambda env: env.service("NAME", "a://", "…", schemes=("a", "b"), kind="a or b"),
        "b://x",
        "b://x",
    ),
]
REFUSALS: list[tuple[Read, str, str]] = [
    (lambda env: env.seeds("NAME", "…"), "short", A_SEED),
    (lambda env: env.seeds("NAME", "…"), SEED[:-4] + "!!!=", A_SEED),
    (lambda env: env.seeds("NAME", "…"), f"{SEED},AAAA", A_SEED),
    (lambda env: env.boolean("NAME", default=False, meaning="…"), "perhaps", "true or false"),
    (lambda env: env.integer("NAME", 1, "…", low=1, high=9), "10", "a whole number from 1 to 9"),
    (lambda env: env.integer("NAME", 1, "…", low=1, high=9), "1.5", "a whole number from 1 to 9"),
    (lambda env: env.choice("NAME", "a", "…", options=("a", "b")), "c", "one of a, b"),
    (
        lambda env: env.base_url("NAME", "http://a", "…"),
        "portal.example",
        "an address that begins with http:// or https://",
    ),
    (
        lambda env: env.service("NAME", "a://", "…", schemes=("a",), kind="a://<host>"),
        "c://x",
        "a://<host>",
    ),
]


@pytest.mark.parametrize(("read", "raw", "value"), READS)
def test_variable_when_right_is_read(read: Read, raw: str, value: object) -> None:
    assert read(Environment({"NAME": raw})) == value


@pytest.mark.parametrize(("read", "raw", "kind"), REFUSALS)
def test_variable_when_wrong_is_named_with_what_is_expected(
    read: Read, raw: str, kind: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(Environment({"NAME": raw}))

    assert str(caught.value) == f"NAME: {raw!r} is not {kind}."


def test_wrong_value_which_may_be_a_secret_is_not_shown() -> None:
    env = Environment({"DATABASE_URL": "mysql://root:hunter2@db/portal"})

    with pytest.raises(SettingsError) as caught:
        env.service("DATABASE_URL", "a://", "…", schemes=("a",), kind="a://<host>")

    assert str(caught.value) == "DATABASE_URL: its value (not shown) is not a://<host>."


def test_variable_when_absent_has_the_default_of_its_surroundings() -> None:
    def read(env: Environment) -> bool:
        return env.boolean("COOKIES", default=False, production=True, meaning="…")

    assert read(Environment({})) is False
    assert read(Environment({}, production=True)) is True
    assert read(Environment({"COOKIES": "false"}, production=True)) is False
