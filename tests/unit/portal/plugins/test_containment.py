"""Receivers and hooks of plugins: guarded while the plugin loads, never those of anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.dispatch import Signal
from wagtail import hooks

from portal.plugins.breaker import forget_circuits
from portal.plugins.containment import contained


@pytest.fixture(autouse=True)
def _hooks_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    hooks.get_hooks("before_serve_page")
    monkeypatch.setattr(hooks, "_hooks", {name: [*fns] for name, fns in hooks._hooks.items()})
    yield
    forget_circuits()


def crash(*_args: Any, **_kwargs: Any) -> Any:
    """Stand for a receiver or hook with a fault."""
    raise RuntimeError


def test_receiver_of_a_plugin_that_raises_does_not_reach_the_sender() -> None:
    signal = Signal()
    with contained("sick"):
        signal.connect(crash)

    assert [answer for _receiver, answer in signal.send(sender=None)] == [None]


def test_receiver_connected_outside_still_raises() -> None:
    signal = Signal()
    with contained("sick"):
        pass
    signal.connect(crash)

    with pytest.raises(RuntimeError):
        signal.send(sender=None)


@pytest.mark.parametrize("is_method", [False, True])
def test_guarded_receiver_can_be_disconnected(is_method: bool) -> None:
    class Listener:
        def listen(self, **_kwargs: Any) -> None:
            """Hear nothing."""

    signal = Signal()
    receiver = Listener().listen if is_method else crash
    with contained("sick"):
        signal.connect(receiver)

    assert signal.disconnect(receiver) is True
    assert signal.send(sender=None) == []


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("before_serve_page", (), None),
        ("construct_main_menu", (), None),
        ("insert_global_admin_css", (), ""),
        ("register_admin_urls", (), ()),
        ("register_icons", (["a.svg"],), ["a.svg"]),
    ],
)
def test_hook_that_raises_adds_and_changes_nothing(
    name: str, given: tuple[Any, ...], answer: Any
) -> None:
    with contained("sick"):
        hooks.register(name)(crash)

    assert hooks.get_hooks(name)[-1](*given) == answer


def test_menu_entry_that_raises_is_not_shown() -> None:
    with contained("sick"):
        hooks.register("register_admin_menu_item", crash)

    assert hooks.get_hooks("register_admin_menu_item")[-1]().is_shown(None) is False


def test_hook_that_answers_is_passed_on() -> None:
    with contained("well"):
        hooks.register("insert_global_admin_css", lambda: "<link>")

    assert hooks.get_hooks("insert_global_admin_css")[-1]() == "<link>"
