"""How often the store is asked: a known mail opens with one round trip, a write takes three at most."""

from __future__ import annotations

from collections.abc import Callable

from cards import paths
from tests.support.gmail_edge import GmailEdge, text


def pressed(edge: GmailEdge, path: str, mail: str, **more: object) -> Callable[[], object]:
    """One press, its card prepared already."""
    card = edge.open("jonas", mail)
    if not card.offers(path):
        card = edge.press("jonas", card, paths.SHOW_MORE, mail)
    parameters = next(found for url, found in card.actions if url.endswith(path))
    return lambda: edge.ask("jonas", path, mail, parameters=parameters, **more)


def test_a_known_mail_opens_with_one_and_one_that_nobody_waits_for(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("jonas", mail)
    assert edge.trips(lambda: edge.open("jonas", mail)) == 2


def test_every_write_takes_three_at_most(edge: GmailEdge) -> None:
    mail = edge.mail()
    writes: tuple[tuple[str, dict[str, object]], ...] = (
        (paths.CLAIM, {}),
        (paths.RELEASE, {}),
        (paths.TAKE, {}),
        (paths.COMMENT, {"form_inputs": {"comment_0": text("Frag @Eva"), "mention_0": text("Mia Berger")}}),
        (paths.COMMENT, {"form_inputs": {"comment_0": text("Warten"), "and_wait": text("1")}}),
        (paths.SNOOZE, {}),
        (paths.PRIORITY, {"form_inputs": {"priority": text("high")}}),
        (paths.STATUS, {}),
    )
    for path, more in writes:
        press = pressed(edge, path, mail, **more)
        assert edge.trips(press) <= 3, path
        assert edge.trips(press) <= 3, path


def test_tags_and_assigning_take_three_at_most(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    for show, path, more in (
        (paths.SHOW_TAGS, paths.TAG, {"form_inputs": {"tag": text("neu")}}),
        (paths.SHOW_ASSIGN, paths.ASSIGN, {"form_inputs": {"who": text("Eva")}}),
    ):
        picker = edge.press("jonas", opened, show, mail)
        parameters = next(p for url, p in picker.actions if url.endswith(path) and "to" not in p)
        assert edge.trips(lambda: edge.ask("jonas", path, mail, parameters=parameters, **more)) <= 3  # noqa: B023


def test_a_mail_that_nobody_opened_yet_takes_five_and_one_that_nobody_waits_for(edge: GmailEdge) -> None:
    edge.open("jonas", edge.mail())
    mail = edge.mail()
    assert edge.trips(lambda: edge.open("jonas", mail)) == 6
