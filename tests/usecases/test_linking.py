"""A link and a block are taken back like every other act: both sides, the status and the list as they were."""

from __future__ import annotations

import pytest

from server.domain.errors import Conflict, Invalid
from server.domain.views import UndoView
from server.domain.vocabulary import Standing
from server.usecases import conversations, linking
from server.usecases.arranging import block_sender
from server.usecases.undoing import undo
from tests.support.office import Office, mail


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    one, other = (office.deliver(mail(f"{name}@x")).conversation for name in ("one", "two"))
    assert one is not None
    assert other is not None
    return one, other


def linked(office: Office, two: tuple[str, str], kind: str | None) -> UndoView | None:
    """Link the two, or part them."""
    asked = office.asked("anna")
    if kind is None:
        return linking.unlink(office.inbox, asked, conversation=two[0], other=two[1]).undo
    return linking.link(office.inbox, asked, conversation=two[0], other=two[1], kind=kind).undo


def links(office: Office, two: tuple[str, str]) -> list[tuple[str, ...]]:
    return [office.conversation(name).links for name in two]


@pytest.mark.parametrize(
    ("before", "act"), [(None, "related"), ("related", "duplicate"), ("continues", None)]
)
def test_a_link_goes_back_on_both_sides(
    office: Office, two: tuple[str, str], before: str | None, act: str | None
) -> None:
    if before is not None:
        linked(office, two, before)
    was = links(office, two)
    offered = linked(office, two, act)
    assert offered is not None
    assert links(office, two) != was
    for _ in range(2):
        undo(office.inbox, office.asked("anna"), conversation=two[0], act=offered.act)
        assert links(office, two) == was
    assert office.events(two[0])[-1] == "undone"


def test_a_link_that_somebody_changed_since_stays(office: Office, two: tuple[str, str]) -> None:
    offered = linked(office, two, "related")
    assert offered is not None
    asked = office.asked("ben")
    linking.link(office.inbox, asked, conversation=two[0], other=two[1], kind="duplicate")
    with pytest.raises(Invalid):
        undo(office.inbox, office.asked("anna"), conversation=two[0], act=offered.act)
    assert links(office, two)[0] == (f"duplicate:{two[1]}",)


def blocked(office: Office) -> tuple[str, ...]:
    return office.inbox.directory.mailboxes["support"].blocked


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.CLOSED, Standing.PENDING])
def test_a_block_goes_back_to_the_status_of_before(
    office: Office, two: tuple[str, str], standing: Standing
) -> None:
    name, asked = two[0], office.asked("anna")
    if standing is not Standing.OPEN:
        conversations.set_status(office.inbox, asked, conversation=name, to=standing, seen=Standing.OPEN)
    view = block_sender(office.inbox, office.asked("anna"), conversation=name, blocked=True)
    assert view.undo is not None
    assert blocked(office)
    shown = undo(office.inbox, office.asked("anna"), conversation=name, act=view.undo.act)
    assert (shown.standing, shown.warnings, blocked(office)) == (standing, (), ())
    assert office.events(name)[-2:] == ["sender_unblocked", "undone"]


def test_unblocking_is_taken_back_too(office: Office, two: tuple[str, str]) -> None:
    block_sender(office.inbox, office.asked("ben"), conversation=two[0], blocked=True)
    view = block_sender(office.inbox, office.asked("anna"), conversation=two[0], blocked=False)
    assert view.undo is not None
    shown = undo(office.inbox, office.asked("anna"), conversation=two[0], act=view.undo.act)
    assert shown.standing is Standing.SPAM
    assert blocked(office)


def test_a_block_that_somebody_went_on_from_stays(office: Office, two: tuple[str, str]) -> None:
    view = block_sender(office.inbox, office.asked("anna"), conversation=two[0], blocked=True)
    assert view.undo is not None
    block_sender(office.inbox, office.asked("ben"), conversation=two[0], blocked=False)
    with pytest.raises((Conflict, Invalid)):
        undo(office.inbox, office.asked("anna"), conversation=two[0], act=view.undo.act)
    assert not blocked(office)
