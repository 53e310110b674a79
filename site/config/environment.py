"""Typed reading of environment variables: each is declared where it is used and named in plain words when it is wrong.

Knows nothing about what a variable is for; the files of config.settings.concerns say that. What was declared is
kept, so that docs/operators/settings.md can be written from it.
"""

import os
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ

Value = TypeVar("Value")
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})
SHOWN_CHARACTERS = 60
SEED_BYTES = 32
HIGHEST_PORT = 65_535
SECRET_NAMES = ("KEY", "PASSWORD", "SECRET", "TOKEN", "CACHE_URL", "DATABASE_URL", "EMAIL_URL")


class SettingsError(Exception):
    """A setting is wrong or unsafe; the message is one line an operator can act on."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One declared variable, as the operators' table shows it."""

    name: str
    kind: str
    default: str
    production_default: str
    meaning: str


class Environment:
    """Reads variables from a mapping of strings, by type.

    A reader's `production` is the default there, where it differs; the environment's own says which one counts.
    """

    def __init__(self, source: Mapping[str, str], *, production: bool = False) -> None:
        self._source = source
        self.production = production
        self.declared: dict[str, Variable] = {}

    def text(self, name: str, default: str, meaning: str, *, production: str | None = None) -> str:
        """Return a text as it stands."""
        return self._read(name, "text", default, meaning, str, production)

    def boolean(
        self, name: str, *, default: bool, meaning: str, production: bool | None = None
    ) -> bool:
        """Return a switch."""
        words = {True: "true", False: "false", None: None}
        shown, there = "true" if default else "false", words[production]
        return self._read(name, "true or false", shown, meaning, _parse_boolean, there)

    def integer(
        self,
        name: str,
        default: int,
        meaning: str,
        *,
        low: int,
        high: int,
        production: int | None = None,
    ) -> int:
        """Return a whole number between two bounds, both allowed."""

        def parse(raw: str) -> int:
            number = int(raw)
            if not low <= number <= high:
                raise ValueError
            return number

        kind = f"a whole number from {low} to {high}"
        there = None if production is None else str(production)
        return self._read(name, kind, str(default), meaning, parse, there)

    def choice(
        self,
        name: str,
        default: str,
        meaning: str,
        *,
        options: Sequence[str],
        production: str | None = None,
    ) -> str:
        """Return one of the named options."""

        def parse(raw: str) -> str:
            if raw not in options:
                raise ValueError
            return raw

        kind = "one of " + ", ".join(options)
        return self._read(name, kind, default, meaning, parse, production)

    def names(
        self, name: str, default: str, meaning: str, *, production: str | None = None
    ) -> list[str]:
        """Return a comma-separated list without empty entries."""
        kind = "a comma-separated list"
        return self._read(name, kind, default, meaning, _parse_names, production)

    def seeds(self, name: str, meaning: str) -> list[bytes]:
        """Return secrets of 32 bytes each, written in base64; none by default."""
        kind = f"a comma-separated list of secrets of {SEED_BYTES} bytes in base64"
        return self._read(name, kind, "", meaning, _parse_seeds)

    def folder(self, name: str, default: str, meaning: str, *, base: Path) -> Path:
        """Return a folder; a relative one is meant from the project's root."""
        return self._read(name, "a folder", default, meaning, lambda raw: base / raw)

    def base_url(
        self, name: str, default: str, meaning: str, *, production: str | None = None
    ) -> str:
        """Return an http(s) address without its closing slash, or nothing."""

        def parse(raw: str) -> str:
            if raw and (" " in raw or not raw.startswith(("http://", "https://"))):
                raise ValueError
            return raw.rstrip("/")

        kind = "an address that begins with http:// or https://"
        return self._read(name, kind, default, meaning, parse, production)

    def socket(self, name: str, meaning: str) -> str:
        """Return where a daemon listens, a socket's path or a host with its port; nothing by default."""

        def parse(raw: str) -> str:
            host, _colon, port = raw.rpartition(":")
            if raw and not raw.startswith("/") and not (host and 0 < int(port) <= HIGHEST_PORT):
                raise ValueError
            return raw

        return self._read(name, "/path/of/a/socket or host:port", "", meaning, parse)

    def time_zone(self, name: str, default: str, meaning: str) -> str:
        """Return the name of a time zone that this machine knows."""

        def parse(raw: str) -> str:
            try:
                return ZoneInfo(raw).key
            except (ZoneInfoNotFoundError, OSError):
                raise ValueError from None

        return self._read(name, "a time zone's name", default, meaning, parse)

    def service(
        self, name: str, default: str, meaning: str, *, schemes: Sequence[str], kind: str
    ) -> str:
        """Return the address of an outside service, whose scheme must be a known one."""

        def parse(raw: str) -> str:
            if raw.split(":", 1)[0] not in schemes or ":" not in raw:
                raise ValueError
            return raw

        return self._read(name, kind, default, meaning, parse)

    def _read(
        self,
        name: str,
        kind: str,
        default: str,
        meaning: str,
        parse: Callable[[str], Value],
        production: str | None = None,
    ) -> Value:
        there = default if production is None else production
        self.declared[name] = Variable(name, kind, default, there, meaning)
        raw = self._source.get(name)
        if raw is None:
            return parse(there if self.production else default)
        try:
            return parse(raw.strip())
        except ValueError:
            raise SettingsError(f"{name}: {_shown(name, raw)} is not {kind}.") from None


def _parse_boolean(raw: str) -> bool:
    word = raw.lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError


def _parse_names(raw: str) -> list[str]:
    return [part.strip() for part in raw.split(",") if part.strip()]


def _parse_seeds(raw: str) -> list[bytes]:
    seeds = [b64decode(part, validate=True) for part in _parse_names(raw)]
    if any(len(seed) != SEED_BYTES for seed in seeds):
        raise ValueError
    return seeds


def _shown(name: str, raw: str) -> str:
    """Return a value fit for a log: shortened, and hidden altogether where it may be a secret."""
    if any(part in name for part in SECRET_NAMES):
        return "its value (not shown)"
    return repr(raw if len(raw) <= SHOWN_CHARACTERS else raw[:SHOWN_CHARACTERS] + "…")


def read_env_file(path: Path) -> None:
    """Add the variables of an env file to the process, without overriding any that is set."""
    if path.is_file():
        environ.Env.read_env(path, overwrite=False)


PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent
read_env_file(PROJECT_ROOT / ".env")
env = Environment(
    os.environ, production=os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production")
)
