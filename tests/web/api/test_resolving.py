"""A mail that a client reports: it finds its conversation, and its word counts for no more (DECISIONS A5, A6, A9)."""

from __future__ import annotations

from typing import Any

from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Origin, read
from server.domain.vocabulary import Standing
from server.store.scanning import keys_of
from server.usecases import conversations
from server.usecases.importing import IMPORTER
from server.usecases.ingest import take_in
from server.usecases.placing import Rules
from server.usecases.resolving import HINTS
from tests.support.api_edge import ApiEdge
from tests.support.office import DAY, HOUR, MINUTE, mail


def raw(headers: Headers) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"


def report(edge: ApiEdge, who: str, headers: Headers, *, age: int = MINUTE, **more: Any) -> Any:
    """What somebody's client is told of a mail."""
    message_id = dict(headers)["Message-ID"]
    body = {"message_id": message_id, "headers": raw(headers), "created_at": edge.office.time[0] - age}
    return edge.done(who, "POST", "/resolve", body | more, key=None)


def gmail(edge: ApiEdge, headers: Headers, *, age: int = MINUTE) -> None:
    """The same mail, read by us."""
    inbox = edge.office.inbox
    origin = Origin(Source.GMAIL, edge.office.time[0], edge.office.time[0] - age)
    key_of = inbox.conversations.digests.message
    letter = read(headers, origin, directory=inbox.directory, receivers=inbox.receivers, key_of=key_of)
    take_in(inbox, letter, Rules(IMPORTER))


def ours(edge: ApiEdge, message_id: str, **more: Any) -> Headers:
    return mail(message_id, at=edge.office.time[0] - MINUTE, **more)


def test_a_fresh_mail_begins_a_conversation_once(edge: ApiEdge) -> None:
    first = report(edge, "anna", ours(edge, "a@wald.example"))["conversation"]
    again = report(edge, "ben", ours(edge, "a@wald.example"))["conversation"]
    assert (first["id"], first["customer"]["address"]) == (again["id"], "ada@wald.example")
    assert first["status"] == "open"
    assert first["assignee"] is None


def test_without_headers_the_fields_do(edge: ApiEdge) -> None:
    body = {
        "message_id": "<f@wald.example>",
        "from": {"name": 'Ada "A." Wald', "address": "ada@wald.example"},
        "to": [{"address": "support@firma.example"}],
        "subject": "Frage",
        "created_at": edge.office.time[0] - MINUTE,
    }
    found = edge.done("anna", "POST", "/resolve", body, key=None)["conversation"]
    assert (found["subject"], found["customer"]["address"]) == ("Frage", "ada@wald.example")


def test_a_client_sets_no_figures(edge: ApiEdge) -> None:
    found = report(edge, "anna", ours(edge, "a@wald.example"))["conversation"]
    record = edge.office.conversation(found["id"])
    assert record.waiting_since is record.first_inbound_at is None
    gmail(edge, ours(edge, "a@wald.example"))
    assert edge.office.conversation(found["id"]).waiting_since is not None


def test_old_mail_is_shown_and_stored_by_the_first_act(edge: ApiEdge) -> None:
    old = mail("alt@wald.example", at=edge.office.time[0] - 20 * DAY)
    assert report(edge, "anna", old, age=20 * DAY)["conversation"]["id"] is None
    assert report(edge, "anna", old, age=20 * DAY, create=True)["conversation"]["id"]


def test_a_viewer_s_word_stores_nothing(edge: ApiEdge) -> None:
    assert report(edge, "vera", ours(edge, "a@wald.example"), create=True)["conversation"]["id"] is None
    assert report(edge, "lio", ours(edge, "a@wald.example"), create=True)["kind"] == "confidential"


def test_a_viewer_sees_the_conversation_that_an_unknown_answer_belongs_to(edge: ApiEdge) -> None:
    known = edge.office.deliver(ours(edge, "a@wald.example")).conversation
    answer = ours(edge, "b@wald.example", refers=("a@wald.example",))
    assert report(edge, "vera", answer)["conversation"]["id"] == known


def test_a_mail_of_no_mailbox_leaves_nothing(edge: ApiEdge) -> None:
    inbox = edge.office.inbox
    before = sorted(
        key for keys in keys_of(inbox.conversations.store, inbox.conversations.keys) for key in keys
    )
    private = ours(edge, "p@wald.example", to="anna@firma.example")
    found = report(edge, "anna", private, create=True, conversation_id="AAQk=")
    assert (found["kind"], [box["id"] for box in found["mailboxes"]]) == ("outside", ["support"])
    after = sorted(
        key for keys in keys_of(inbox.conversations.store, inbox.conversations.keys) for key in keys
    )
    assert after == before


def test_it_can_be_added_where_one_works_and_nowhere_else(edge: ApiEdge) -> None:
    private = ours(edge, "p@wald.example", to="anna@firma.example")
    body = {"message_id": "<p@wald.example>", "headers": raw(private), "mailbox": "hr"}
    assert edge.ask("anna", "POST", "/resolve/add", body).status_code == 404
    assert edge.ask("vera", "POST", "/resolve/add", body | {"mailbox": "support"}).status_code == 403
    added = edge.done("anna", "POST", "/resolve/add", body | {"mailbox": "support"})
    assert added["conversation"]["mailbox"]["id"] == "support"


def test_a_claimed_recipient_gives_no_way_into_another_mailbox(edge: ApiEdge) -> None:
    secret = edge.office.deliver(ours(edge, "hr@wald.example", to="hr@firma.example"))
    same_id = ours(edge, "hr@wald.example", to="support@firma.example")
    assert report(edge, "anna", same_id)["kind"] == "outside"
    answer = ours(edge, "x@wald.example", to="hr@firma.example", refers=("hr@wald.example",))
    assert report(edge, "anna", answer)["kind"] == "outside"
    assert edge.office.conversation(secret).message_count == 1
    assert edge.office.conversation(secret).mailboxes == ("hr",)


def test_it_neither_reopens_nor_counts_until_it_is_seen(edge: ApiEdge) -> None:
    first = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - DAY))
    assert first.conversation
    asked = edge.office.asked("anna")
    edge.office.time[0] += 1
    conversations.set_status(
        edge.office.inbox, asked, conversation=first.conversation, to=Standing.CLOSED, seen=Standing.OPEN
    )
    edge.office.time[0] += HOUR
    answer = mail("b@wald.example", at=edge.office.time[0], refers=("a@wald.example",))
    told = report(edge, "anna", answer, age=0)["conversation"]
    assert (told["id"], told["status"]) == (first.conversation, "closed")
    gmail(edge, answer, age=0)
    assert edge.office.conversation(first).standing is Standing.OPEN


def test_a_colleagues_answer_is_only_hearsay(edge: ApiEdge) -> None:
    first = edge.office.deliver(ours(edge, "a@wald.example"))
    waiting = edge.office.conversation(first).waiting_since
    reply = ours(
        edge,
        "r@firma.example",
        sender="Ben <ben@firma.example>",
        to="ada@wald.example",
        refers=("a@wald.example",),
        Authentication_Results="mx.firma.example; dmarc=pass header.from=firma.example",
    )
    assert report(edge, "anna", reply)["conversation"]["id"] == first.conversation
    record = edge.office.conversation(first)
    assert (record.waiting_since, record.last_outbound_at, record.status) == (waiting, None, "open")
    lines = edge.get(
        "ben", f"/conversations/{first.conversation}/timeline", headers={"Accept-Language": "en"}
    )
    assert "Ben replied, according to Anna\u2019s Outlook" in [entry["text"] for entry in lines["entries"]]


def test_a_colleagues_answer_known_by_hearsay_warns_before_a_second_one(edge: ApiEdge) -> None:
    edge.office.deliver(ours(edge, "a@wald.example"))
    more = {"to": "ada@wald.example", "refers": ("a@wald.example",)}
    report(edge, "anna", ours(edge, "r@firma.example", sender="Ben <ben@firma.example>", **more))
    draft = {"in_reply_to": "<a@wald.example>", "locale": "de-DE"}
    told = edge.done("mona", "POST", "/send-check", draft)
    assert told["warn"] is True
    assert "Outlook von Anna" in told["text"]
    assert "Outlook" not in edge.done("ben", "POST", "/send-check", draft)["text"], "it is his own"


def test_it_never_merges_nor_contradicts_what_is_stored(edge: ApiEdge) -> None:
    one = edge.office.deliver(ours(edge, "a@wald.example"))
    two = edge.office.deliver(ours(edge, "b@wald.example"))
    both = ours(edge, "c@wald.example", refers=("a@wald.example", "b@wald.example"))
    report(edge, "anna", both)
    assert edge.office.conversation(one).id != edge.office.conversation(two).id
    forged = ours(edge, "a@wald.example", sender="eve@boese.example", subject="Anders")
    told = report(edge, "anna", forged)["conversation"]
    assert (told["subject"], told["customer"]["address"]) == ("Frage", "ada@wald.example")
    assert "id_conflict" not in edge.office.events(one.conversation or "")


def test_the_truth_replaces_a_client_s_word(edge: ApiEdge) -> None:
    forged = ours(edge, "a@wald.example", sender="eve@boese.example", subject="Anders")
    found = report(edge, "anna", forged)["conversation"]
    gmail(edge, ours(edge, "a@wald.example"))
    record = edge.office.conversation(found["id"])
    assert (record.subject, record.customer) == ("Frage", "ada@wald.example")
    assert "facts_corrected" in edge.office.events(record.id)


def test_headers_of_another_mail_are_refused(edge: ApiEdge) -> None:
    body = {"message_id": "<x@wald.example>", "headers": raw(ours(edge, "y@wald.example"))}
    assert edge.ask("anna", "POST", "/resolve", body, key=None).status_code == 422


def test_reading_is_not_being_there(edge: ApiEdge) -> None:
    one = report(edge, "anna", ours(edge, "a@wald.example"))["conversation"]["id"]
    edge.get("anna", f"/conversations/{one}")
    assert edge.get("ben", f"/conversations/{one}")["presence"] == []


def test_that_a_mail_is_confidential_is_told_to_recipients_and_not_without_end(edge: ApiEdge) -> None:
    both = ours(edge, "v@wald.example", to="support@firma.example")
    one = edge.office.deliver(both).conversation
    assert one
    told = [report(edge, "otto", both)["kind"] for _ in range(HINTS + 2)]
    assert told == ["confidential"] * HINTS + ["outside"] * 2
    assert report(edge, "hanna", both)["kind"] == "outside"
