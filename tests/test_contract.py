"""Nothing that a use case can do for an agent lacks a way to ask for it: a card's path or a route of the API."""

from __future__ import annotations

import inspect
import pkgutil
import re
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType

import pytest

from server.usecases import (
    comments,
    composing,
    conversations,
    counts,
    following,
    handing,
    macros,
    opening,
    people,
    queues,
    resolving,
    review,
    searching,
    settings,
    showing,
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
from server.web import admin, api
from server.web.gmail import acts, blueprint, drafts, filling, shows, together, visit
from server.web.gmail import composing as writing
from server.web.gmail import macros as macro_cards

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
)
CARD_MODULES = (acts, drafts, filling, shows, together, macro_cards, visit, blueprint, writing)
CARDS = "".join(inspect.getsource(module) for module in CARD_MODULES)
ONLY_CARDS: set[object] = {
    opening.open_mail,  # read with the tokens of Gmail; a client of the API reports its mail instead
    opening.store_mail,
    opening.add_mail,
    review.put_draft,  # put into a draft by us; a client of the API puts what it has read into its own form
    composing.compose,  # an add-on's card beside a draft; a pane asks for its draft by /compose and /templates
    composing.choose_after_send,  # Outlook's pane says so by /intents, and its send hook tells when
    people.named,  # a name typed on a card; a client of the API sends the id
}
INNER: set[object] = {people.spellings, answering.offer, answering.shelves, answering.answer_with}
"""Parts of use cases, which nobody asks for by themselves."""


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
    if found.name.rpartition(".")[2] not in {"storing", "belongings", "places"}  # parts of the others
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
ONLY_PAGES: set[object] = {webhooks.switch_webhook}  # in the API a part of changing one


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
    assert called in CARDS or called in sources()


@pytest.mark.parametrize("function", EVERY, ids=lambda function: function.__name__)
def test_the_api_can_do_what_a_card_can(function: FunctionType) -> None:
    assert function in ONLY_CARDS or f"{function.__name__}(" in sources()


def test_a_conversation_can_be_read_by_its_id() -> None:
    assert f"{showing.look.__name__}(" in sources()
