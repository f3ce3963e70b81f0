"""Every act, pressed on the very cards that offer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import paths
from cards.draft import PROPOSAL, REASON, REVIEWER, TEXT
from cards.merging import KIND, PARTNER
from server.demo.issuer import Issuer
from server.domain.vocabulary import Priority, Standing
from server.store.conversations import Wanted
from tests.support.gmail_edge import DAY, PUBLIC, GmailEdge, gmail_edge, moment, text

HOUR = 3_600_000


def test_taking_and_giving_it_away(edge: GmailEdge) -> None:
    mail = edge.mail()
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    assert edge.record(taken).assignee == "agent:jonas"
    picker = edge.press("jonas", taken, paths.SHOW_ASSIGN, mail)
    given = edge.press("jonas", picker, paths.ASSIGN, mail, to="agent:eva")
    assert edge.record(given).assignee == "agent:eva"
    picker = edge.press("jonas", given, paths.SHOW_ASSIGN, mail)
    assert (
        edge.record(edge.press("jonas", picker, paths.ASSIGN, mail, to="team:team")).assignee == "team:team"
    )
    picker = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
    assert edge.record(edge.press("jonas", picker, paths.ASSIGN, mail, to="none")).assignee is None


def test_giving_it_to_whom_was_typed(edge: GmailEdge) -> None:
    mail = edge.mail()
    for typed, whom in (("Eva", "agent:eva"), ("@mia berger", "agent:mia"), ("Buchhaltung", "team:team")):
        picker = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
        parameters = next(p for url, p in picker.actions if url.endswith(paths.ASSIGN) and "to" not in p)
        inputs = {"who": text(typed)}
        given = edge.ask("jonas", paths.ASSIGN, mail, parameters=parameters, form_inputs=inputs)
        assert edge.record(given).assignee == whom
        inputs = {"who": text("Niemand Sonst")}
        refused = edge.ask("jonas", paths.ASSIGN, mail, parameters=parameters, form_inputs=inputs)
        assert "niemand sonst" in refused.notice.lower()
        assert not refused.name


def test_nobody_is_given_what_they_may_not_work_on(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    picker = edge.press("jonas", opened, paths.SHOW_ASSIGN, mail)
    parameters = picker.parameters("http://127.0.0.1:9/gmail/assign", to="agent:eva")
    for whom in ("agent:lena", "agent:ina", "agent:nobody", "team:nobody", "eva", ":", "agent:dora"):
        answer = edge.ask("jonas", paths.ASSIGN, mail, parameters=parameters | {"to": whom})
        assert answer.notice
        assert edge.record(opened).assignee is None


@pytest.mark.parametrize("to", ["closed", "pending"])
def test_status_and_back(edge: GmailEdge, to: str) -> None:
    mail = edge.mail()
    done = edge.press("jonas", edge.open("jonas", mail), paths.STATUS, mail, to=to)
    assert edge.record(done).standing is Standing(to)
    again = edge.press("jonas", done, paths.STATUS, mail, to="open")
    assert edge.record(again).standing is Standing.OPEN


def test_spam_and_back(edge: GmailEdge) -> None:
    mail = edge.mail()
    more = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_MORE, mail)
    spam = edge.press("jonas", more, paths.STATUS, mail, to="spam")
    assert edge.record(spam).standing is Standing.SPAM
    assert edge.record(edge.press("jonas", spam, paths.STATUS, mail, to="open")).standing is Standing.OPEN


def test_every_preset_lets_it_sleep(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    offered = [p for url, p in opened.actions if url.endswith(paths.SNOOZE)]
    assert "3h" in {one["preset"] for one in offered}
    now = edge.inbox.clock()
    for one in offered:
        slept = edge.ask("jonas", paths.SNOOZE, mail, parameters=one)
        until = edge.record(slept).snoozed_until
        assert until is not None
        assert now < until <= now + 8 * DAY
        edge.press("jonas", slept, paths.STATUS, mail, to="open")


def test_a_picked_moment_lets_it_sleep_through_a_reply(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    picked = edge.inbox.clock() + DAY
    more = edge.press("jonas", opened, paths.SHOW_MORE, mail)
    click = next(p for url, p in more.actions if url.endswith(paths.SNOOZE) and "preset" not in p)
    assert "Tag" in edge.ask("jonas", paths.SNOOZE, mail, parameters=click).notice
    past = edge.ask("jonas", paths.SNOOZE, mail, parameters=click, form_inputs={"until": moment(5)})
    assert past.notice
    assert edge.record(opened).snoozed_until is None
    inputs = {"until": moment(picked), "sleep_on_reply": text("1")}
    slept = edge.record(edge.ask("jonas", paths.SNOOZE, mail, parameters=click, form_inputs=inputs))
    assert (slept.snoozed_until, slept.wake_on_reply, slept.standing) == (picked, False, Standing.SNOOZED)


def test_priority_and_tags(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    more = edge.press("jonas", opened, paths.SHOW_MORE, mail)
    edge.press("jonas", more, paths.PRIORITY, mail, inputs={"priority": "urgent"})
    assert edge.record(opened).priority is Priority.URGENT
    picker = edge.press("jonas", opened, paths.SHOW_TAGS, mail)
    tagged = edge.press("jonas", picker, paths.TAG, mail, inputs={"tag": "rechnung"})
    assert edge.record(tagged).tags == ("rechnung",)
    picker = edge.press("jonas", opened, paths.SHOW_TAGS, mail)
    assert edge.record(edge.press("jonas", picker, paths.TAG, mail, remove="rechnung")).tags == ()


def test_a_comment_mentions_from_its_text_and_from_the_second_field(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    inputs = {"comment_0": "Frag @Eva Vogt bitte", "mention_0": "Mia Berger"}
    written = edge.press("jonas", opened, paths.COMMENT, mail, inputs=inputs)
    assert edge.comments(written) == ["@Mia Berger Frag @Eva Vogt bitte"]
    assert {"agent:mia", "agent:eva"} <= set(edge.record(written).mentioned)
    assert "comment_0" not in written.inputs
    for who in ("mia", "eva"):
        home = edge.ask(who, "/gmail/home")
        assert "1" in edge.press(who, home, paths.SHOW_QUEUE, queue="mentions").words


def test_a_comment_can_set_waiting_in_one_go(edge: GmailEdge) -> None:
    mail = edge.mail()
    inputs = {"comment_0": "Warten auf den Lieferanten", "and_wait": "1"}
    written = edge.press("jonas", edge.open("jonas", mail), paths.COMMENT, mail, inputs=inputs)
    assert (edge.record(written).standing, len(edge.comments(written))) == (Standing.PENDING, 1)


def test_a_light_member_comes_in_by_a_mention(edge: GmailEdge) -> None:
    mail = edge.mail()
    inputs = {"comment_0": "Schaust du?", "mention_0": "Luk Sand"}
    edge.press("jonas", edge.open("jonas", mail), paths.COMMENT, mail, inputs=inputs)
    assert edge.open("lux", mail).name == "conversation"


def test_a_light_member_begins_no_conversation_by_an_act_either(edge: GmailEdge) -> None:
    mail = edge.mail(age=60 * DAY)
    edge.open("lux", mail)
    before = edge.everything()
    edge.ask("lux", paths.TAKE, mail, parameters={"nonce": "made up", "seen": "none"})
    assert edge.everything() == before


def test_a_claim_is_shown_asked_about_taken_over_and_given_back(edge: GmailEdge) -> None:
    mail = edge.mail()
    mine = edge.press("jonas", edge.open("jonas", mail), paths.CLAIM, mail)
    seen = edge.open("eva", mail)
    assert "Jonas Weber antwortet gerade" in seen.words
    asked = edge.press("eva", seen, paths.ASK, mail)
    assert edge.comments(asked)[0].startswith("@Jonas Weber")
    box = next(name for name in seen.inputs if name.startswith("comment_"))
    again = edge.press("eva", seen, paths.ASK, mail, inputs={box: "Bist du bald fertig?"})
    assert "@Jonas Weber Bist du bald fertig?" in edge.comments(again)
    edge.press("eva", seen, paths.CLAIM, mail, seen="jonas")
    assert edge.record(seen).claimant(edge.inbox.clock()) == "eva"
    lost = edge.press("jonas", mine, paths.RELEASE, mail)
    assert edge.record(seen).claimant(edge.inbox.clock()) == "eva"
    assert "Eva Vogt" in lost.words
    edge.press("eva", edge.open("eva", mail), paths.RELEASE, mail)
    assert edge.record(seen).claimant(edge.inbox.clock()) is None


@pytest.mark.parametrize("act", ["take", "status", "priority", "claim"])
def test_who_was_slower_is_told_who_won_and_loses_nothing_typed(edge: GmailEdge, act: str) -> None:
    mail = edge.mail()
    late = edge.open("eva", mail)
    early = edge.open("jonas", mail)
    if act == "priority":
        late = edge.press("eva", late, paths.SHOW_MORE, mail)
        early = edge.press("jonas", early, paths.SHOW_MORE, mail)
        edge.press("jonas", early, paths.PRIORITY, mail, inputs={"priority": "high"})
        answer = edge.press("eva", late, paths.PRIORITY, mail, inputs={"priority": "low"})
    else:
        path = f"/gmail/{act}"
        wanted = {"to": "pending"} if act == "status" else {}
        edge.ask("jonas", path, mail, parameters=early.parameters(PUBLIC + path, **wanted))
        inputs = {"comment_0": text("Ich schreibe noch")}
        answer = edge.ask("eva", path, mail, parameters=late.parameters(PUBLIC + path), form_inputs=inputs)
        assert "comment_0" in answer.inputs
    assert "Jonas Weber" in answer.notice
    assert answer.name == "conversation"


def test_a_comment_survives_a_colleagues_comment_and_other_acts(edge: GmailEdge) -> None:
    mail = edge.mail()
    card = edge.open("eva", mail)
    edge.press("jonas", edge.open("jonas", mail), paths.COMMENT, mail, inputs={"comment_0": "Erster"})
    for path in (paths.TAKE, paths.REFRESH, paths.CLAIM):
        card = edge.press("eva", card, path, mail, inputs={"comment_0": "Noch nicht fertig"})
        assert "comment_0" in card.inputs
    card = edge.press("eva", card, paths.COMMENT, mail, inputs={"comment_0": "Noch nicht fertig"})
    assert edge.comments(card) == ["Erster", "Noch nicht fertig"]
    assert "comment_0" not in card.inputs


def test_a_button_pressed_twice_acts_once_and_other_words_are_another_comment(edge: GmailEdge) -> None:
    mail = edge.mail()
    card = edge.open("jonas", mail)
    for typed in ("Eins", "Eins", "Zwei", "Eins"):
        card_after = edge.press("jonas", card, paths.COMMENT, mail, inputs={"comment_0": typed})
    assert edge.comments(card_after) == ["Eins", "Zwei"]
    taken = [edge.press("jonas", card, paths.TAKE, mail) for _ in range(2)]
    assert [one.notice for one in taken] == ["", ""]
    events = edge.inbox.conversations.read(edge.record(card).id, wanted_activity()).activity
    assert [one.type for one in events].count("assigned") == 1


@pytest.mark.parametrize("typed", ["", "   ", "\x00"])
def test_an_empty_comment_is_refused_and_keeps_the_card(edge: GmailEdge, typed: str) -> None:
    mail = edge.mail()
    answer = edge.press("jonas", edge.open("jonas", mail), paths.COMMENT, mail, inputs={"comment_0": typed})
    assert not answer.name
    assert answer.notice


def test_a_role_that_may_not_is_told_which_may(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("lena", mail)
    parameters = edge.open("jonas", mail).parameters("http://127.0.0.1:9/gmail/take")
    refused = edge.ask("lena", paths.TAKE, mail, parameters=parameters)
    assert "Mitglied" in refused.notice
    assert not refused.name


def test_suggestions_name_colleagues_only(edge: GmailEdge) -> None:
    for path, field in ((paths.PEOPLE, "mention_0"), (paths.ASSIGNEES, "who")):
        inputs = {field: text("e")}
        assert edge.ask("jonas", path, form_inputs=inputs).items == ["Eva Vogt"]
        inputs = {field: text("Ina")}
        assert edge.ask("jonas", path, form_inputs=inputs).items == []


def test_lists_and_earlier_conversations_lead_to_their_mail(edge: GmailEdge) -> None:
    first, second = edge.mail(), edge.mail()
    for mail in (first, second):
        card = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    home = edge.ask("jonas", "/gmail/home")
    assert edge.record(card).subject in edge.press("jonas", home, paths.SHOW_QUEUE, queue="mine").words
    earlier = edge.press("jonas", edge.open("jonas", second), paths.SHOW_PREVIOUS, second)
    assert edge.record(edge.open("jonas", first)).subject in earlier.words
    happened = edge.press("jonas", card, paths.SHOW_ACTIVITY, second)
    assert len(happened.words) > len(happened.name)


def wanted_activity() -> Wanted:
    """All that happened."""
    return Wanted(activity=100)


def test_what_is_not_ones_own_is_not_there(
    edge: GmailEdge, server_url: str, issuer: Issuer, tmp_path: Path
) -> None:
    """Unknown ids, ids of other things, of others' mailboxes and of other firms: one and the same answer."""
    with gmail_edge(server_url, issuer, f"{edge.sample.key}b", tmp_path) as other_firm:
        foreign = other_firm.record(other_firm.open("jonas", other_firm.mail())).id
    hidden = edge.record(edge.open("eva", edge.mail("jobs"))).id
    mail = edge.mail()
    own = edge.record(edge.open("jonas", mail)).id
    base = {
        "nonce": "n",
        "seen": "none",
        "preset": "3h",
        "add": "x",
        "to": "agent:eva",
        "field": "f",
        "act": "1",
    }
    seen = {
        paths.STATUS: {"seen": "open", "to": "closed"},
        paths.SNOOZE: {"seen": "open"},
        paths.COMMENT: {"seen": "open"},
        paths.PRIORITY: {"seen": "normal", "field": "priority"},
    }
    inputs = {"f": text("x"), "priority": text("low"), PARTNER: text("Huber"), KIND: text("related")}
    inputs |= {TEXT: text("Ja"), REVIEWER: text("Mia Berger"), REASON: text("Nein"), PROPOSAL: text("Doch")}
    inputs |= {"mail": text("0" * 26)}
    others = {paths.REFRESH, paths.LINK, paths.ADD, paths.SHOW_QUEUE, paths.AVAILABILITY, paths.COMPOSE_LOOK}
    others |= {paths.SEARCH, paths.SHOW_SEARCH, paths.SHOW_VIEW, paths.SHOW_KEEP}  # about no conversation
    others |= {paths.KEEP_VIEW, paths.DROP_VIEW}
    for path in sorted((paths.CALLBACKS | paths.PUSHES) - others):
        answers = []
        for other in (
            "0" * 26,
            hidden,
            foreign,
            f"{own}:messages",
            f"{own}:activity",
            "\x00",
            "a b",
            "9" * 500,
        ):
            parameters = base | seen.get(path, {}) | {"conversation": other}
            answers.append(edge.ask("jonas", path, mail, parameters=parameters, form_inputs=inputs))
        assert answers[0].name == "failure", (path, answers[0].envelope)
        assert all(answer.envelope == answers[0].envelope for answer in answers), path
