"""Merging, parting, splitting, moving and linking, each pressed from the card to its end and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cards import paths
from tests.support.gmail_answers import Card
from tests.support.gmail_edge import GmailEdge, text


def tidied(edge: GmailEdge, who: str, card: Card, mail: str) -> Card:
    """The card of what can be put right, two clicks from the conversation's."""
    return edge.press(who, edge.press(who, card, paths.SHOW_MORE, mail), paths.SHOW_TIDY, mail)


def kept(edge: GmailEdge, who: str, mail: str) -> Card:
    """A mail whose conversation is stored."""
    return edge.press(who, edge.open(who, mail), paths.TAKE, mail)


def choices(node: Any, name: str) -> Iterator[str]:
    """The values of a choice on a card."""
    if isinstance(node, dict):
        if node.get("name") == name:
            yield from (item["value"] for item in node.get("items", ()))
        for value in node.values():
            yield from choices(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from choices(value, name)


def test_two_are_merged_and_parted_again(edge: GmailEdge) -> None:
    one, other = edge.mail(), edge.mail()
    source = edge.record(kept(edge, "jonas", other)).id
    here = kept(edge, "jonas", one)
    plan = edge.press("jonas", tidied(edge, "jonas", here, one), paths.SHOW_MERGE, one, source=source)
    merged = edge.press("jonas", plan, paths.MERGE, one)
    assert edge.record(merged).message_count == 2
    assert edge.record(edge.open("jonas", other)).id == edge.record(here).id
    back = edge.press("jonas", tidied(edge, "jonas", merged, one), paths.UNMERGE, one)
    assert edge.record(back).message_count == 1
    assert edge.record(edge.open("jonas", other)).id == source


def test_a_mail_is_split_off(edge: GmailEdge) -> None:
    one = edge.mail(age=120_000)
    first = kept(edge, "jonas", one)
    answer = edge.mail(In_Reply_To=one, References=one)
    opened = edge.open("jonas", answer)
    assert edge.record(opened).id == edge.record(first).id
    tidy = tidied(edge, "jonas", opened, answer)
    newest, oldest = choices(tidy.envelope, "mail")
    later = {"later": text("on")}
    whole = edge.press("jonas", tidy, paths.SHOW_SPLIT, answer, inputs={"mail": oldest, **later})
    assert "Mindestens eine Mail muss bleiben" in whole.words
    assert not [url for url, _ in whole.actions if url.endswith(paths.SPLIT)]
    plan = edge.press("jonas", tidy, paths.SHOW_SPLIT, answer, inputs={"mail": newest, **later})
    assert "1 Mail geht" in plan.words
    left = edge.press("jonas", plan, paths.SPLIT, answer)
    assert edge.record(left).id == edge.record(first).id
    assert edge.record(left).message_count == 1
    assert edge.record(edge.open("jonas", answer)).id != edge.record(first).id
    assert edge.record(edge.open("jonas", one)).id == edge.record(first).id, (
        "a thread has its first mail's id"
    )


def test_it_is_moved_to_another_mailbox_where_one_works_too(edge: GmailEdge) -> None:
    mail = edge.mail()
    here = kept(edge, "eva", mail)
    ask = edge.press("eva", tidied(edge, "eva", here, mail), paths.SHOW_MOVE, mail, to="jobs")
    assert edge.record(edge.press("eva", ask, paths.MOVE, mail)).mailboxes == ("jobs",)
    assert edge.open("jonas", mail).name == "elsewhere"


def test_it_is_added_to_another_mailbox_that_is_in_copy(edge: GmailEdge) -> None:
    mail = edge.mail()
    here = edge.record(kept(edge, "eva", mail))
    both = ", ".join(edge.inbox.directory.mailboxes[box].addresses[0] for box in (*here.mailboxes, "jobs"))
    later = edge.mail(To=both, In_Reply_To=mail, References=mail)
    opened = edge.open("eva", later)
    assert edge.record(opened).mailboxes == here.mailboxes
    ask = edge.press("eva", opened, paths.SHOW_MOVE, later, to="jobs", stays="1")
    added = edge.press("eva", ask, paths.MOVE, later)
    assert edge.record(added).mailboxes == (*here.mailboxes, "jobs")
    assert edge.record(edge.press("eva", added, paths.UNDO, later)).mailboxes == here.mailboxes
    assert "Hinzufügen" not in edge.open("jonas", later).words, "he works in one of them alone"


def test_two_are_linked_and_parted(edge: GmailEdge) -> None:
    one, other = edge.mail(), edge.mail()
    source = edge.record(kept(edge, "jonas", other)).id
    here = kept(edge, "jonas", one)
    plan = edge.press("jonas", tidied(edge, "jonas", here, one), paths.SHOW_MERGE, one, source=source)
    linked = edge.press("jonas", plan, paths.LINK_WITH, one, inputs={"link_kind": "duplicate"})
    assert edge.record(linked).links == (f"duplicate:{source}",)
    assert edge.record(edge.open("jonas", other)).links == (f"duplicate:{edge.record(here).id}",)
    free = edge.press("jonas", tidied(edge, "jonas", linked, one), paths.UNLINK, one)
    assert not edge.record(free).links
    assert edge.record(edge.press("jonas", free, paths.UNDO, one)).links == (f"duplicate:{source}",)
    edge.press("jonas", tidied(edge, "jonas", linked, one), paths.UNLINK, one)
    assert not edge.record(edge.open("jonas", other)).links


def test_the_other_one_is_found_by_words(edge: GmailEdge) -> None:
    one, other = edge.mail(), edge.mail(From="Ute Tal <u.tal@tal.example>", Subject="Winterreifen bestellt")
    source = edge.record(kept(edge, "jonas", other)).id
    tidy = tidied(edge, "jonas", kept(edge, "jonas", one), one)
    found = edge.press("jonas", tidy, paths.SHOW_PARTNERS, one, inputs={"partner": "winterreifen"})
    plan = edge.press("jonas", found, paths.SHOW_MERGE, one, source=source)
    assert "Winterreifen bestellt" in plan.words
