"""Everything that a use case can do for an agent can be asked for on a card."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from cards import paths
from server.usecases import comments, conversations, counts, opening, people, queues
from server.usecases.settings.availability import set_availability
from server.web.gmail import acts, blueprint, filling, shows, visit
from tests.support.gmail_edge import GmailEdge

TABLE: dict[Callable[..., object], str] = {
    conversations.take: paths.TAKE,
    conversations.assign: paths.ASSIGN,
    conversations.set_status: paths.STATUS,
    conversations.snooze: paths.SNOOZE,
    conversations.set_priority: paths.PRIORITY,
    conversations.add_tag: paths.TAG,
    conversations.remove_tag: paths.TAG,
    conversations.set_fields: paths.FIELDS,
    conversations.restrict: paths.RESTRICT,
    conversations.claim: paths.CLAIM,
    conversations.release_claim: paths.RELEASE,
    comments.add_comment: paths.COMMENT,
    comments.edit_comment: paths.EDIT_COMMENT,
    comments.delete_comment: paths.DELETE_COMMENT,
    people.restrictable: paths.SHOW_RESTRICT,
    set_availability: paths.AVAILABILITY,
    comments.activity: paths.SHOW_ACTIVITY,
    opening.open_mail: shows.MESSAGE,
    opening.store_mail: paths.TAKE,  # any act on a mail that was only shown
    opening.add_mail: paths.ADD,
    counts.home: shows.HOME,
    queues.queue: paths.SHOW_QUEUE,
    queues.previous: paths.SHOW_PREVIOUS,
    queues.known_tags: paths.SHOW_TAGS,
}


@pytest.mark.parametrize("function", TABLE, ids=lambda function: function.__name__)
def test_the_edge_calls_it_behind_a_registered_path(edge: GmailEdge, function: Callable[..., object]) -> None:
    assert TABLE[function] in {rule.rule for rule in edge.app.url_map.iter_rules()}
    source = "".join(inspect.getsource(module) for module in (acts, filling, shows, visit, blueprint))
    assert f"{function.__name__}(" in source
