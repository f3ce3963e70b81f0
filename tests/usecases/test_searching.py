"""What is found is what somebody who reads every record would find, whoever asks, page after page."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from zoneinfo import ZoneInfo

import pytest

from server.domain import policy
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid
from server.domain.findviews import SearchView
from server.domain.postings import position
from server.domain.searching import parse
from server.domain.searchplan import plan
from server.domain.vocabulary import Role, Status
from server.domain.workspace import Mailbox, Member
from server.store import searching
from server.usecases.searching import PAGE, search
from tests.support.office import DAY, NOW, Office, mail

UTC = ZoneInfo("UTC")
AGENTS = ("anna", "ben", "mona", "vera", "otto", "lio", "hanna")
SUBJECTS = (
    "Rechnung 4711 falsch",
    "Straßenbau Angebot",
    "Müller wartet auf Lieferung",
    "Rechnungskorrektur für Muller",
    "Angebot Tür & Tor",
    "Mahnung 4712",
)
CUSTOMERS = ("ada@wald.example", "bo.berg@baum.example", "cy@gmx.de")
QUERIES = (
    *(
        "rechnung",
        "rech angebot",
        "muller",
        "MUELLER",
        "strassen",
        "4711 -falsch",
        '"angebot tur"',
        "nirgends",
    ),
    *("status:offen", "status:spam", "-status:erledigt rechnung", "tag:eilt", "eilt", "from:wald.example"),
    *("von:bo.berg@baum.example", "assignee:me", "an:niemand", "assignee:desk mahnung", "mailbox:hr"),
    *("before:2026-09-20", "seit:20.09.2026 rechnung", "after:2026-09 before:2026-10-01 angebot", ""),
    *("wald", "ada@wald.example", "field.kunde:k-17", "k-17"),
)


def ask(office: Office, agent: str, query: str, after: str | None = None) -> SearchView:
    """One page for somebody."""
    inbox = office.inbox
    return search(inbox, inbox.directory.agents[agent], query=query, zone=UTC, after=after)


def everything(office: Office, agent: str, query: str) -> list[str]:
    """All pages, which end."""
    found: list[str] = []
    after: str | None = None
    for _ in range(50):
        page = ask(office, agent, query, after)
        found += [row.id for row in page.rows]
        after = page.after
        if after is None:
            return found
        assert len(page.rows) == PAGE or page.unfinished
    raise AssertionError("no end of pages")


def store(office: Office, record: Conversation) -> Conversation:
    """Put a record there as it is."""
    _, after = office.inbox.conversations.commit(None, Change(record), request=None)
    return after


def random_record(random: Random, number: int) -> Conversation:
    restricted = random.choice([None, None, None, ("hanna", "mona"), ("ben",)])
    boxes = random.choice([("support",), ("support",), ("hr",), ("support", "hr")])
    given = [None, None, "agent:anna", "agent:otto", "team:desk", "agent:hanna"]
    return Conversation(
        id=f"c{number:05d}",
        mailboxes=boxes,
        subject=random.choice(SUBJECTS),
        customer=random.choice(CUSTOMERS),
        customer_name=random.choice(["Ada Wald", "Bo Berg", "Çelik Ñandú", ""]),
        participants=tuple(random.sample(CUSTOMERS, random.randint(0, 2))),
        status=random.choice(list(Status)),
        assignee=random.choice(given),
        tags=tuple(random.sample(["eilt", "Angebot", "zweite Mahnung"], random.randint(0, 2))),
        mentioned=tuple(random.sample(["agent:lio", "team:desk", "agent:otto"], random.randint(0, 1))),
        followers=tuple(random.sample(["lio", "vera"], random.randint(0, 1))),
        restricted_to=restricted,
        fields=random.choice([{}, {}, {"f1": "K-17"}]),
        created_at=NOW - random.randint(0, 40) * DAY,
        headed_at=random.choice([None, NOW - random.randint(0, 40) * DAY]),
        last_message_at=NOW - random.randint(0, 10) * DAY,
        merged_into=random.choice([None] * 15 + ["c00000"]),
        deleted_at=random.choice([None] * 15 + [NOW]),
    )


@pytest.mark.parametrize(("seed", "budget"), [(0, 1_500), (1, 40), (2, 15)])
def test_everybody_finds_what_they_see_and_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch, seed: int, budget: int
) -> None:
    from server.domain.catalogue import Field, FieldKind

    office.workspaces.directories.put(office.id, Field("f1", "Kunde", FieldKind.TEXT), before=None)
    monkeypatch.setattr(searching, "BUDGET", budget)
    random = Random(seed)
    records = [store(office, random_record(random, number)) for number in range(90)]
    directory = office.inbox.directory
    for agent in AGENTS:
        for query in QUERIES:
            try:
                asked = plan(parse(query), directory=directory, agent=directory.agents[agent], zone=UTC)
            except Invalid:
                continue
            wanted = [
                r
                for r in records
                if r.merged_into is None and policy.sees(directory, agent, r) and asked.fits(r)
            ]
            wanted.sort(key=position, reverse=True)
            assert everything(office, agent, query) == [r.id for r in wanted], (agent, query)


def test_a_page_stays_where_it_was_while_people_work(office: Office) -> None:
    for number in range(25):
        office.deliver(mail(f"a{number}@x", subject=f"Rechnung {number}", sender=f"p{number}@wald.example"))
        office.time[0] += 60_000
    first = ask(office, "anna", "rechnung")
    office.deliver(mail("new@x", subject="Rechnung neu", sender="q@wald.example"))
    inbox = office.inbox
    record = inbox.conversations.get_many([first.rows[-1].id])[0]
    assert record is not None
    inbox.conversations.commit(record, Change(replace(record, status=Status.CLOSED)), request=None)
    second = ask(office, "anna", "rechnung", first.after)
    third = ask(office, "anna", "rechnung", second.after)
    shown = [row.id for page in (first, second, third) for row in page.rows]
    assert len(shown) == len(set(shown)) == 25
    assert third.after is None


def test_a_message_id_leads_to_its_conversation_only_for_those_who_see_it(office: Office) -> None:
    done = office.deliver(mail("only.one@mail.example", to="hr@firma.example"))
    for query in ("<only.one@mail.example>", "rfc822msgid:only.one@mail.example"):
        assert [row.id for row in ask(office, "hanna", query).rows] == [done.conversation]
        assert ask(office, "anna", query).rows == ()


@pytest.mark.parametrize(
    "query", ["before:gestern", "status:kaputt", "assignee:fremder", "after:2026-13-01", "x" * 501]
)
def test_what_cannot_be_understood_is_refused(office: Office, query: str) -> None:
    with pytest.raises(Invalid):
        ask(office, "anna", query)


def test_a_colleague_who_shares_no_mailbox_is_not_known(office: Office) -> None:
    with pytest.raises(Invalid):
        ask(office, "hanna", "assignee:ben")


@pytest.mark.parametrize(("query", "count"), [("mailbox:süd", 1), ("mailbox:support", 2)])
def test_a_query_means_what_it_means_in_the_directory_as_it_is_now(
    office: Office, query: str, count: int
) -> None:
    before = office.inbox
    office.deliver(mail("a@x"))
    south = Mailbox("south", "Support Süd", ("sued@firma.example",), {"anna": Member(Role.AGENT)})
    office.workspaces.directories.put(office.id, south, before=None)
    office.deliver(mail("b@x", to="sued@firma.example"))
    page = search(before, before.directory.agents["anna"], query=query, zone=UTC)
    assert len(page.rows) == count


def test_a_word_is_gone_with_the_last_record_that_has_it(office: Office) -> None:
    done = office.deliver(mail("a@x", subject="Unverwechselbar", sender="Zora Zett <zora@zett.example>"))
    record = office.conversation(done)
    cleared = replace(record, subject="", customer="anon-1", customer_name="", participants=())
    inbox = office.inbox
    inbox.conversations.commit(record, Change(cleared), request=None)
    left = inbox.conversations.store.read(
        [("ZRANGE", inbox.conversations.keys.mailbox_index("support", "search"), 0, -1)]
    )[0]
    assert left
    assert not [entry for entry in left if "unverwechselbar" in entry or "zora" in entry or "zett" in entry]


def test_what_was_stored_before_there_was_an_index_is_found_once_it_is_built(office: Office) -> None:
    from server.store.searching import SearchIndex

    office.deliver(mail("a@x", subject="Uralte Rechnung"))
    inbox = office.inbox
    keys, client = inbox.conversations.keys, inbox.conversations.store
    client.write("DEL", keys.mailbox_index("support", "search"))
    client.write("HDEL", keys.record, "search")
    page = ask(office, "anna", "rechnung")
    assert (page.rows, page.building) == ((), True)
    assert sum(SearchIndex(inbox.conversations).build()) == 1
    page = ask(office, "anna", "rechnung")
    assert (len(page.rows), page.building) == (1, False)
