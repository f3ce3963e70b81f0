"""Nothing that a use case can do for an agent lacks a way to ask for it, in the API and in both clients."""

from __future__ import annotations

import inspect
import pkgutil
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from cards import paths
from server.usecases import (
    arranging,
    comments,
    composing,
    conversations,
    counts,
    following,
    handing,
    linking,
    macros,
    opening,
    partners,
    people,
    queues,
    resolving,
    review,
    searching,
    settings,
    showing,
    tidying,
    tokens,
    undoing,
    views,
    webhooks,
)
from server.usecases import templates as answering
from server.usecases.settings import (
    agents,
    exporting,
    fields,
    importing,
    mailboxes,
    tags,
    teams,
    templates,
    workspace,
)
from server.usecases.settings import macros as setting_macros
from server.usecases.settings import views as setting_views
from server.web import admin, api, gmail
from server.web.api.routes import ROUTES
from server.web.gmail.shows import TRIGGERS
from tests.support.ways import WAYS, Way

USE_CASES: tuple[ModuleType, ...] = (
    conversations,
    comments,
    opening,
    people,
    queues,
    counts,
    resolving,
    handing,
    following,
    undoing,
    macros,
    review,
    composing,
    answering,
    searching,
    views,
    tidying,
    arranging,
    linking,
    partners,
)
ONLY_CARDS: set[object] = {
    opening.open_mail,  # read with the tokens of Gmail; a client of the API reports its mail instead
    opening.store_mail,
    opening.add_mail,
    review.put_draft,  # put into a draft by us; a client of the API puts what it has read into its own form
    composing.compose,  # an add-on's card beside a draft; a pane asks for its draft by /compose and /templates
    composing.choose_after_send,  # Outlook's pane says so by /intents, and its send hook tells when
    people.named,  # a name typed on a card; a client of the API sends the id
}
INNER: set[object] = {
    people.spellings,
    answering.offer,
    answering.shelves,
    answering.answer_with,
    tidying.rejoin,  # a part of undoing
    linking.relink,
    arranging.listed,
    tidying.shown,
}
"""Parts of use cases, which nobody asks for by themselves."""

TESTS = Path(__file__).parent
PATHS = {*paths.CALLBACKS, *paths.PUSHES, *paths.SUGGESTIONS, *TRIGGERS}


@cache
def sources(package: ModuleType = api) -> str:
    """Everything that answers a call of the API, or shows a page of the settings."""
    names = [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return "".join(inspect.getsource(import_module(name)) for name in names)


def public(module: ModuleType) -> list[FunctionType]:
    found = [one for one in vars(module).values() if isinstance(one, FunctionType)]
    return [f for f in found if f.__module__ == module.__name__ and not f.__name__.startswith("_")]


def asked_for(module: ModuleType) -> list[FunctionType]:
    """The use cases among what a module offers: they judge who asks."""
    return [f for f in public(module) if "actor" in inspect.signature(f).parameters]


EVERY = [f for module in USE_CASES for f in public(module) if f not in INNER]
SETTINGS = [
    import_module(found.name)
    for found in pkgutil.iter_modules(settings.__path__, f"{settings.__name__}.")
    if found.name.rpartition(".")[2]
    not in {"storing", "belongings", "places", "requerying"}  # parts of others
]
SETTING = [f for module in (*SETTINGS, tokens, webhooks) for f in asked_for(module)]
NO_PAGE: set[object] = {
    exporting.export_settings,  # a file under version control: by the command line and the API
    importing.import_settings,
    importing.plan,
    agents.unlink_agent,  # on the page a new code parts somebody from their accounts
    agents.seen_agent,  # forms compare what they showed, field by field
    # one record: a page reads it from the picture that its own right has judged already
    mailboxes.mailbox_of,
    teams.team_of,
    tags.tag_of,
    fields.field_of,
    templates.template_of,
    setting_macros.macro_of,
    setting_views.view_of,
    workspace.workspace_of,
    tokens.token_of,
    webhooks.webhook_of,
}
ONLY_PAGES: set[object] = {
    webhooks.switch_webhook,  # in the API a part of changing one
    setting_macros.nameable,  # there a part of checking what is sent
}


def asks(source: str, function: FunctionType) -> bool:
    """Whether the source uses a function beyond importing it."""
    return len(re.findall(rf"\b{function.__name__}\b", re.sub(r"(?m)^from .*$", "", source))) > 0


@pytest.mark.parametrize("function", SETTING, ids=lambda function: function.__name__)
def test_a_setting_can_be_changed_by_page_and_by_api(function: FunctionType) -> None:
    assert function in ONLY_PAGES or asks(sources(), function)
    assert function in NO_PAGE or asks(sources(admin), function)


@pytest.mark.parametrize("function", EVERY, ids=lambda function: function.__name__)
def test_a_use_case_can_be_asked_for(function: FunctionType) -> None:
    called = f"{function.__name__}("
    assert called in sources(gmail) or called in sources()


@pytest.mark.parametrize("function", EVERY, ids=lambda function: function.__name__)
def test_the_api_can_do_what_a_card_can(function: FunctionType) -> None:
    assert function in ONLY_CARDS or f"{function.__name__}(" in sources()


def test_a_conversation_can_be_read_by_its_id() -> None:
    assert f"{showing.look.__name__}(" in sources()


def label(function: FunctionType) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


@cache
def pane() -> str:
    """All modules of the pane."""
    files = (TESTS.parent / "addin").glob("*/*.js")
    return "".join(path.read_text() for path in files if "node_modules" not in path.parts)


def pressing(named: str, folder: str) -> str:
    """The file of a test that a way names; fails where there is no such test."""
    name, _, function = named.partition("::")
    path = TESTS / (name if "/" in name else f"{folder}/test_{name}.py")
    text = path.read_text()
    assert f"def {function}(" in text, named
    return text


def test_every_use_case_has_its_ways() -> None:
    assert set(WAYS) == {label(function) for function in EVERY}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_is_pressed_on_a_card(way: Way) -> None:
    if not way.card:
        assert len(way.card_test.split()) > 3, "without a way there is a reason"
        return
    text = pressing(way.card_test, "web/gmail")
    for name in way.card.split():
        path = name if name.startswith("/") else getattr(paths, name)
        assert path in PATHS
    first = way.card.split()[0]
    words = (f"paths.{first}", getattr(paths, first, first))
    opened = first == "/gmail/message" or "browser" in way.card_test
    assert opened or any(word in text for word in words), "the test presses it"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_is_pressed_in_the_pane(way: Way) -> None:
    if not way.pane:
        assert len(way.pane_test.split()) > 3, "without a way there is a reason"
        return
    pressing(way.pane_test, "browser/outlook")
    method, path = way.pane.split()
    path = path[1:] if path.startswith("//") else f"/conversations/<conversation>{path}"
    assert (method, path) in {(route.method, route.path) for route in ROUTES}
    asked = next(part for part in reversed(path.split("/")) if part and not part.startswith("<"))
    assert f"/{asked}" in pane(), "the pane asks for it"
