"""A draft from being asked for to being used, with two reviewers, a list, an erasure and time going by."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain import retention
from server.domain.conversation import Change, event
from server.domain.drafts import ReviewState, Step
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound, RandnotizError
from server.domain.events import Actor
from server.domain.indexes import DRAFT_KEPT
from server.domain.listviews import Queue
from server.domain.views import ConversationView
from server.domain.vocabulary import Standing, Status, Via
from server.domain.workspace import Team
from server.store import drafts
from server.usecases import conversations, review
from server.usecases.comments import Draft as Written
from server.usecases.comments import add_comment
from server.usecases.counts import home
from server.usecases.inspection import inspect
from server.usecases.privacy import erasing
from server.usecases.privacy.running import work
from server.usecases.queues import queue
from server.usecases.upkeep import do_due
from tests.support.office import Office, mail

TEXT = "Guten Tag Frau Wald,\nder Preis ist 5 Euro."
HOSTILE = "<script>alert(1)</script> &amp; {{name}} %(x)s \u202eabc"


@pytest.fixture
def name(office: Office) -> str:
    office.time[0] = time.time_ns() // 1_000_000
    return office.deliver(mail("a@wald.example", at=office.time[0])).conversation or ""


def version(office: Office, name: str) -> int | None:
    found = office.conversation(name).review
    return found.version if found else None


def ask(
    office: Office, name: str, reviewer: str = "agent:ben", *, who: str = "anna", text: str = TEXT
) -> None:
    review.ask_review(
        office.inbox,
        office.asked(who),
        conversation=name,
        text=text,
        reviewer=reviewer,
        seen=version(office, name),
    )


def stored(office: Office, name: str) -> bool:
    of = office.inbox.conversations
    return bool(of.store.read([("EXISTS", of.keys.draft(name))])[0])


def said(office: Office, name: str) -> list[str]:
    of = office.inbox.conversations
    return [str(line) for line in of.store.read([("LRANGE", of.keys.activity(name), 0, -1)])[0]]


def reviews(office: Office, who: str) -> int:
    return home(office.inbox, office.inbox.directory.agents[who]).reviews


def test_approved_and_used(office: Office, name: str) -> None:
    ask(office, name)
    assert reviews(office, "ben") == 1
    assert reviews(office, "anna") == 0
    page = queue(office.inbox, office.inbox.directory.agents["ben"], queue=Queue.REVIEWS)
    assert [row.id for row in page.rows] == [name]
    seen = version(office, name)
    written: list[str] = []

    def put() -> ConversationView:
        asked = office.asked("anna", "pressed")
        seen = version(office, name)
        return review.put_draft(
            office.inbox, asked, conversation=name, seen=seen, gmail_id="g1", put=written.append
        )

    with pytest.raises(Invalid):
        put()
    review.approve_draft(office.inbox, office.asked("ben"), conversation=name, seen=seen)
    assert reviews(office, "ben") == 0
    assert home(office.inbox, office.inbox.directory.agents["anna"]).mentions == 1, "the author is told"
    for _ in range(2):
        assert put().review.state is None
    assert written == [TEXT], "pressed twice is done once"
    assert not stored(office, name)
    assert not any("Guten Tag" in line for line in said(office, name)), "the activity tells of no text"


def test_returned_with_a_comment_to_the_author(office: Office, name: str) -> None:
    ask(office, name)
    done = review.return_draft(
        office.inbox,
        office.asked("ben"),
        conversation=name,
        seen=version(office, name),
        comment="Bitte Variante B",
    )
    assert done.comments[-1].text == "@Anna Bitte Variante B"
    assert done.review.state is ReviewState.RETURNED
    ask(office, name, text="Variante B")
    assert review.draft(office.inbox, "ben", conversation=name).final == "Variante B"


def test_a_return_says_why(office: Office, name: str) -> None:
    ask(office, name)
    with pytest.raises(Invalid):
        review.return_draft(
            office.inbox, office.asked("ben"), conversation=name, seen=version(office, name), comment=" "
        )
    assert office.conversation(name).review is not None


def test_what_the_reviewer_changed_is_shown(office: Office, name: str) -> None:
    ask(office, name)
    review.edit_draft(
        office.inbox,
        office.asked("ben"),
        conversation=name,
        seen=version(office, name),
        text=TEXT.replace("5", "6"),
    )
    shown = review.draft(office.inbox, "anna", conversation=name)
    assert (shown.text, shown.final) == (TEXT, TEXT.replace("5", "6"))
    assert [one.text for one in shown.changes if one.kind == "added"] == ["6 "]
    assert Step.USE in shown.conversation.review.can


def test_of_two_reviewers_one_is_first(office: Office, name: str) -> None:
    office.workspaces.directories.put(office.id, Team("two", "Two", ("ben", "mona")), before=None)
    ask(office, name, "team:two")
    seen = version(office, name)
    lost: list[RandnotizError] = []

    def press(act: Callable[..., object], who: str, **more: str) -> None:
        try:
            act(office.inbox, office.asked(who), conversation=name, seen=seen, **more)
        except RandnotizError as error:
            lost.append(error)

    both = [
        threading.Thread(target=press, args=(review.approve_draft, "ben")),
        threading.Thread(target=press, args=(review.return_draft, "mona"), kwargs={"comment": "Nein"}),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(lost) == 1
    assert isinstance(lost[0], Conflict)
    assert lost[0].facts["view"]
    state = office.conversation(name).review
    assert state is not None
    assert state.state in (ReviewState.APPROVED, ReviewState.RETURNED)


def test_pressed_twice_is_done_once(office: Office, name: str) -> None:
    asked = office.asked("anna")
    for _ in range(2):
        review.ask_review(office.inbox, asked, conversation=name, text=TEXT, reviewer="agent:ben", seen=None)
    assert sum("review_asked" in line for line in said(office, name)) == 1


@pytest.mark.parametrize("who", ["vera", "otto", "lio", "hanna"])
def test_who_does_not_answer_here_asks_nobody(office: Office, name: str, who: str) -> None:
    with pytest.raises((Forbidden, NotFound)):
        ask(office, name, who=who)


@pytest.mark.parametrize(
    "reviewer", ["agent:vera", "agent:otto", "agent:hanna", "agent:anna", "agent:x", "x"]
)
def test_who_cannot_see_or_answer_is_not_asked(office: Office, name: str, reviewer: str) -> None:
    with pytest.raises(Invalid):
        ask(office, name, reviewer)
    assert not stored(office, name)


def test_a_list_narrows_it(office: Office, name: str) -> None:
    ask(office, name)
    conversations.restrict(
        office.inbox, office.asked("mona"), conversation=name, to=["mona", "anna"], seen=None
    )
    assert reviews(office, "ben") == 0
    with pytest.raises(NotFound):
        review.draft(office.inbox, "ben", conversation=name)
    with pytest.raises(NotFound):
        review.approve_draft(office.inbox, office.asked("ben"), conversation=name, seen=version(office, name))
    ask(office, name, "agent:mona")
    assert reviews(office, "mona") == 1


def test_it_goes_a_week_after_the_conversation_was_settled(office: Office, name: str) -> None:
    ask(office, name)
    conversations.set_status(
        office.inbox, office.asked("mona"), conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )
    of = office.inbox.conversations
    due = of.store.read([("ZSCORE", of.keys.due, f"draft:{name}")])[0]
    closed_at = office.conversation(name).closed_at or 0
    assert float(due) == closed_at + DRAFT_KEPT
    list(do_due(office.inbox))
    assert stored(office, name), "it is not over yet"


def faults(office: Office) -> list[str]:
    return [one.what for one in inspect(office.inbox, repair=False, progress=lambda _: None)]


def test_every_list_agrees_with_the_records(office: Office, name: str) -> None:
    ask(office, name, "agent:mona")
    assert faults(office) == []


def erase_ada(office: Office) -> None:
    boss = Actor("agent", Via.WEB, "mona")
    agent = office.inbox.directory.agents["mona"]
    office.workspaces.directories.put(office.id, replace(agent, admin=True), before=agent)
    job = erasing.ask(office.inbox, "ada@wald.example", actor=boss)
    list(work(office.inbox, worker="w"))
    erasing.confirm(office.inbox, job.id, actor=boss)
    list(work(office.inbox, worker="w"))


@pytest.mark.parametrize("text", [TEXT, "Fragen Sie ada@wald.example."])
def test_an_erasure_takes_it_away(office: Office, name: str, text: str) -> None:
    ask(office, name, text=text)
    erase_ada(office)
    assert not stored(office, name)
    assert office.conversation(name).review is None
    assert faults(office) == []


def test_an_erasure_of_somebody_who_is_only_named_takes_it_away_too(office: Office, name: str) -> None:
    other = office.deliver(mail("z@see.example", sender="zoe@see.example")).conversation or ""
    ask(office, other, text="Wie bei ada@wald.example.")
    ask(office, name, "agent:mona", text="Ohne Namen")
    erase_ada(office)
    assert not stored(office, other)


@pytest.mark.parametrize("change", [retention.purge, retention.reduce, retention.delete])
def test_what_is_not_kept_takes_its_draft_along(
    office: Office, name: str, change: Callable[..., Change]
) -> None:
    ask(office, name)
    record = office.conversation(name)
    made = change(record, actor=Actor("system", Via.JOB), at=office.time[0])
    office.inbox.conversations.commit(record, made, request=None)
    assert not stored(office, name)


def test_the_draft_of_what_was_settled_long_ago_goes(office: Office, name: str) -> None:
    ask(office, name)
    record = office.conversation(name)
    past = office.time[0] - DRAFT_KEPT - 1
    settled = replace(record, status=Status.CLOSED, settled_at=past, closed_at=past)
    told = event("prepared", Actor("system", Via.JOB), past)
    office.inbox.conversations.commit(record, Change(settled, (told,)), request=None)
    assert f"draft:{name}" in list(do_due(office.inbox))
    assert not stored(office, name)
    assert office.events(name)[-1] == "review_withdrawn"
    assert faults(office) == []


def test_hostile_text_stays_data(office: Office, name: str) -> None:
    ask(office, name, text=HOSTILE)
    assert review.draft(office.inbox, "ben", conversation=name).text == HOSTILE


def approved(office: Office, name: str) -> int:
    ask(office, name)
    review.approve_draft(
        office.inbox, office.asked("ben"), conversation=name, seen=version(office, name), comment=""
    )
    return version(office, name) or 0


def put(office: Office, name: str, seen: int, into: Callable[[str], None]) -> ConversationView:
    return review.put_draft(
        office.inbox, office.asked("anna"), conversation=name, seen=seen, gmail_id="g1", put=into
    )


def test_of_two_presses_at_one_moment_one_makes_a_reply(office: Office, name: str) -> None:
    seen = approved(office, name)
    made: list[str] = []

    def meanwhile(text: str) -> None:
        with pytest.raises(Conflict, match="being made"):
            put(office, name, seen, made.append)
        with pytest.raises(Conflict, match="being made"):
            review.use_draft(office.inbox, office.asked("anna"), conversation=name, seen=seen)
        made.append(text)

    assert put(office, name, seen, meanwhile).review.state is None
    assert made == [TEXT]
    assert not stored(office, name)


def test_of_many_presses_at_once_one_makes_a_reply(office: Office, name: str) -> None:
    seen = approved(office, name)
    made: list[str] = []
    told: list[RandnotizError] = []
    together = threading.Barrier(6)

    def press(act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
        except RandnotizError as error:
            told.append(error)

    def noted() -> None:
        review.use_draft(office.inbox, office.asked("anna"), conversation=name, seen=seen)
        made.append(TEXT)

    acts: list[Callable[[], object]] = [*[lambda: put(office, name, seen, made.append)] * 4, noted, noted]
    pressing = [threading.Thread(target=press, args=(act,)) for act in acts]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert made == [TEXT]
    assert len(told) == 5


def test_what_gmail_did_not_take_can_be_used_at_once(office: Office, name: str) -> None:
    seen = approved(office, name)
    made: list[str] = []

    def refuse(_: str) -> None:
        raise Invalid("Gmail has a problem just now.")

    with pytest.raises(Invalid, match="Gmail"):
        put(office, name, seen, refuse)
    assert stored(office, name)
    put(office, name, seen, made.append)
    assert made == [TEXT]


def test_who_died_while_making_it_holds_it_for_some_seconds_only(office: Office, name: str) -> None:
    seen = approved(office, name)
    of, made = office.inbox.conversations, list[str]()
    dead = drafts.held_draft(of, name, "dead")
    assert dead.__enter__().held
    with pytest.raises(Conflict, match="being made"):
        put(office, name, seen, made.append)
    key = of.keys.using(name)
    assert 0 < of.store.read([("PTTL", key)])[0] <= drafts.HOLD_MS
    of.store.write("PEXPIRE", key, 1)
    time.sleep(0.01)
    put(office, name, seen, made.append)
    assert made == [TEXT]


def test_a_comment_meanwhile_does_not_make_it_twice(office: Office, name: str) -> None:
    seen = approved(office, name)
    made: list[str] = []

    def meanwhile(text: str) -> None:
        add_comment(office.inbox, office.asked("ben"), conversation=name, draft=Written("Noch etwas"))
        made.append(text)

    shown = put(office, name, seen, meanwhile)
    assert shown.review.state is None
    assert shown.comments[-1].text == "Noch etwas"
    assert made == [TEXT]
    assert not drafts.is_held(office.inbox.conversations, name)
