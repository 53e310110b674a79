"""The ways to pay that are offered: the plugins' and the sandbox, each called under guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import ParamSpec, TypeVar

from django.conf import settings

from portal.payments.contract import MOST_OF_A_KEY, PaymentMethod, ProviderError, Webhook
from portal.payments.sandbox import SANDBOX
from portal.plugins.config import PluginConfig
from portal.plugins.guard import PluginFailedError, call_on_input, call_pure
from portal.plugins.registry import plugin_modules

__all__ = [
    "ask",
    "find_webhook",
    "get_method",
    "has_method",
    "is_gone",
    "known_methods",
    "list_methods",
    "place_of",
]

P = ParamSpec("P")
R = TypeVar("R")


def list_methods() -> list[PaymentMethod]:
    """Return the methods that are offered now; a plugin that fails to say offers none."""
    return [
        method for method in known_methods() if call_on_input(place_of(method), _is_ready, method)
    ]


def has_method() -> bool:
    """Tell whether anybody can pay."""
    return bool(list_methods())


def get_method(key: str) -> PaymentMethod | None:
    """Return a method by its key, offered or not, or None where no plugin has it."""
    return next((method for method in known_methods() if method.key == key), None)


def is_gone(key: str) -> bool:
    """Tell whether a method's plugin is not there any more, or is parked; one that fails is not gone."""
    plugins = {plugin.label for plugin, _module in plugin_modules("payment_methods")}
    return key.partition(".")[0] not in plugins and get_method(key) is None


def find_webhook(plugin_id: str, name: str) -> Webhook | None:
    """Return a plugin's address for notices; None where it has none. Raises PluginFailedError."""
    for plugin, module in plugin_modules("webhooks"):
        if plugin.label == plugin_id:
            return call_pure(f"{plugin_id}:webhooks", _declared_webhooks, module).get(name)
    return None


def ask(
    method: PaymentMethod, gives: type[R], act: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Return what a method answers; raise ProviderError as it does, and also where it fails otherwise.

    An answer that is none of ``gives`` is a failure too.
    """

    def answer() -> R | ProviderError:
        try:
            given = act(*args, **kwargs)
        except ProviderError as error:
            return error
        if not isinstance(given, gives):
            raise TypeError(f"{type(given).__name__} in place of {gives.__name__}")
        return given

    answer.__qualname__ = getattr(act, "__qualname__", method.key)
    try:
        found = call_pure(place_of(method), answer)
    except PluginFailedError as error:
        raise ProviderError(method.key) from error
    if isinstance(found, ProviderError):
        raise found
    return found


def _is_ready(method: PaymentMethod) -> bool:
    return method.is_ready()


def place_of(method: PaymentMethod) -> str:
    """Return where the failures of a method are counted."""
    return f"{method.key.partition('.')[0]}:payment_methods"


def known_methods() -> Iterator[PaymentMethod]:
    """Yield every method, offered now or not."""
    for plugin, module in plugin_modules("payment_methods"):
        place = f"{plugin.label}:payment_methods"
        yield from call_on_input(place, _declared_methods, plugin, module) or ()
    if settings.PAYMENT_SANDBOX:
        yield SANDBOX


def _declared_methods(plugin: PluginConfig, module: ModuleType) -> list[PaymentMethod]:
    methods = list(module.METHODS)
    for method in methods:
        if not isinstance(method, PaymentMethod):
            raise TypeError(f"not a method of payment: {method!r}")
        if method.key.partition(".")[0] != plugin.label:
            raise ValueError(f"{method.key} is no method of {plugin.label}")
        if len(method.key) > MOST_OF_A_KEY:
            raise ValueError(f"{method.key} is too long a key")
    return methods


def _declared_webhooks(module: ModuleType) -> Mapping[str, Webhook]:
    hooks: Mapping[str, Webhook] = module.WEBHOOKS
    if not all(isinstance(hook, Webhook) for hook in hooks.values()):
        raise TypeError("not addresses for notices")
    return hooks
