"""Views to render, a reader to render them for, and what to ask of a rendered card."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from cards.context import CardContext
from cards.widgets import INK, Json
from server.domain.listviews import RowView
from server.domain.views import ClaimView, CommentView, ConversationView, MailboxLabel, Party
from server.domain.vocabulary import Act, Channel, Priority, Role, Standing
from server.i18n import translator
from tests.support.check_gmail_response import check

BASE = "https://randnotiz.example"
ZONE = ZoneInfo("Europe/Berlin")
NOW = 1_795_266_180_000  # Saturday 21 November 2026, 14:03 in Berlin
MINUTE = 60_000
HOUR = 60 * MINUTE

JONAS = Party("agent:jonas", "Jonas Weber", you=True)
MIA = Party("agent:mia", "Mia Berger")
SUPPORT = MailboxLabel("m1", "Support", "support@kontor.example")
JOBS = MailboxLabel("m2", "Bewerbung", "bewerbung@kontor.example")
WORKS = frozenset(Act) - {Act.EDIT_COMMENT, Act.DELETE_COMMENT, Act.RESTRICT}
CAN = {
    Role.MANAGER: WORKS,
    Role.AGENT: WORKS,
    Role.VIEWER: frozenset({Act.COMMENT}),
    Role.LIGHT: frozenset({Act.COMMENT}),
}


def reader(locale: str = "de", *, now: int = NOW) -> CardContext:
    """Jonas, at 14:03 in Berlin."""
    return CardContext(BASE, translator(locale), locale, ZONE, now, "n0nce", "jonas+x@kontor.example")


def view(**changes: Any) -> ConversationView:
    """An open conversation that nobody has, as Jonas sees it."""
    base = ConversationView(
        id="c1",
        version=7,
        at=NOW,
        mailbox=SUPPORT,
        other_mailboxes=(),
        subject="Rechnung 4711",
        customer_name="Petra Huber",
        customer_address="p.huber@huber.example",
        standing=Standing.OPEN,
        priority=Priority.NORMAL,
        channel=Channel.MAIL,
        assignee=None,
        tags=("rechnung", "neukunde"),
        role=Role.AGENT,
        can=WORKS,
        primary=Act.TAKE,
        waiting_since=NOW - 130 * MINUTE,
        comments=(comment(1, MIA), comment(2, JONAS)),
        comment_count=2,
        activity_count=14,
        previous_count=3,
    )
    return replace(base, **changes)


def comment(number: int, author: Party, text: str = "Bitte Variante B.", **changes: Any) -> CommentView:
    """A comment, the higher its number the younger."""
    return CommentView(f"k{number}", author, NOW - HOUR + number * MINUTE, text, **changes)


def claim(by: Party) -> ClaimView:
    """A claim made at 14:01 that ends at 14:11."""
    return ClaimView(by, NOW - 2 * MINUTE, NOW + 8 * MINUTE)


def list_row(number: int = 1, **changes: Any) -> RowView:
    """One row of a list."""
    base = RowView(
        id=f"c{number}",
        subject="Rechnung 4711",
        customer_name="Petra Huber",
        customer_address="p.huber@huber.example",
        standing=Standing.OPEN,
        assignee=MIA,
        waiting_since=NOW - 3 * HOUR,
        last_message_at=NOW - 3 * HOUR,
        snoozed_until=None,
        message_id=f"<a/b%{number}@huber.example>",
    )
    return replace(base, **changes)


def problems(envelope: Json, kind: str = "any") -> list[str]:
    """What Google's own card proto and the envelope's rules object to, and a card above 64 KiB."""
    options = Namespace(kind=kind, allow_http_localhost=False, origin=[BASE], max_bytes=65_536)
    prefixes = [f"{BASE}/", "https://mail.google.com/"]
    _, found = check(json.dumps(envelope, ensure_ascii=False), options, prefixes)
    return [*found.errors, *found.warnings]


def widgets(card: Json) -> Iterator[Json]:
    """Every widget of a card in its order."""
    for section in card["sections"]:
        yield from section["widgets"]


def buttons(card: Json) -> list[Json]:
    """The buttons in button lists, which a reader sees side by side."""
    return [
        button
        for widget in widgets(card)
        if "buttonList" in widget
        for button in widget["buttonList"]["buttons"]
    ]


def filled(card: Json) -> list[str]:
    """The words of the buttons that are filled with ink."""
    return [button["text"] for button in buttons(card) if button.get("color") == INK]


def words(card: Json) -> str:
    """Everything in a card that can be read, one text a line."""
    return "\n".join(_strings(card))


def inputs(card: Json) -> list[str]:
    """The names of a card's inputs."""
    return [
        str(found)
        for found in _named(card, {"textInput", "selectionInput", "dateTimePicker", "switchControl"})
    ]


def parameters(click: Json) -> dict[str, str]:
    """The parameters that a click sends."""
    return {pair["key"]: pair["value"] for pair in click["action"]["parameters"]}


def button_named(card: Json, text: str) -> Json:
    """The click of the button with these words."""
    return next(button["onClick"] for button in buttons(card) if button["text"] == text)


def mutations(card: Json) -> list[Json]:
    """Every action in a card that changes something: those carry the card's nonce."""
    return [one for one in _actions(card) if "nonce" in parameters({"action": one})]


def _actions(node: Any) -> Iterator[Json]:
    if isinstance(node, dict) and "function" in node:
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _actions(child)


_READABLE = {"text", "title", "subtitle", "topLabel", "bottomLabel", "header", "label"}


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key in _READABLE and isinstance(value, str))
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _strings(child)


def _named(node: Any, kinds: set[str]) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value["name"] for key, value in node.items() if key in kinds)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _named(child, kinds)
