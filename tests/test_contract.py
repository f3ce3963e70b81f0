"""Nothing that a use case can do for an agent lacks a way to ask for it: a card's path or a route of the API."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from types import FunctionType, ModuleType

import pytest

from server.usecases import comments, conversations, opening, people, queues, resolving, showing
from server.web import api
from server.web.gmail import acts, blueprint, filling, shows, visit

USE_CASES: tuple[ModuleType, ...] = (conversations, comments, opening, people, queues, resolving)
CARDS = "".join(inspect.getsource(module) for module in (acts, filling, shows, visit, blueprint))
ONLY_CARDS: set[object] = {
    opening.open_mail,  # read with the tokens of Gmail; a client of the API reports its mail instead
    opening.store_mail,
    opening.add_mail,
    people.named,  # a name typed on a card; a client of the API sends the id
}
INNER: set[object] = {people.spellings}
"""Parts of use cases, which nobody asks for by themselves."""


def sources() -> str:
    """Everything that answers a call of the API."""
    names = [found.name for found in pkgutil.iter_modules(api.__path__, f"{api.__name__}.")]
    return "".join(inspect.getsource(import_module(name)) for name in names)


def public(module: ModuleType) -> list[FunctionType]:
    found = [one for one in vars(module).values() if isinstance(one, FunctionType)]
    return [f for f in found if f.__module__ == module.__name__ and not f.__name__.startswith("_")]


EVERY = [f for module in USE_CASES for f in public(module) if f not in INNER]


@pytest.mark.parametrize("function", EVERY, ids=lambda function: function.__name__)
def test_a_use_case_can_be_asked_for(function: FunctionType) -> None:
    called = f"{function.__name__}("
    assert called in CARDS or called in sources()


@pytest.mark.parametrize("function", EVERY, ids=lambda function: function.__name__)
def test_the_api_can_do_what_a_card_can(function: FunctionType) -> None:
    assert function in ONLY_CARDS or f"{function.__name__}(" in sources()


def test_a_conversation_can_be_read_by_its_id() -> None:
    assert f"{showing.look.__name__}(" in sources()
