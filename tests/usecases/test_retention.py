"""What need not be kept any longer is gone, and everything else is as sound as before (R16)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.administering import OPERATOR
from server.domain.conversation import Change, event
from server.domain.views import ActivityView
from server.domain.vocabulary import Standing, Status
from server.store.keys import Keys
from server.store.scanning import keys_of
from server.usecases import comments, conversations
from server.usecases.comments import Draft, activity
from server.usecases.holds import hold_address, hold_conversation, release_address, release_conversation
from server.usecases.ingest import Result
from server.usecases.inspection import inspect
from server.usecases.queues import previous
from server.usecases.retention import BATCH, Forecast, forecast, purge_expired
from server.usecases.showing import look
from server.usecases.upkeep import CLOCKWORK
from tests.support.office import DAY, NOW, Office, mail

SECRETS = ("wald.example", "Ada Wald", "Geheimes", "Vertraulich", "mail-1", "mail-2", "mail-3")
"""Parts of addresses, names, texts and Message-IDs; the mailboxes' own domain is no secret."""


@pytest.fixture
def office(office: Office) -> Office:
    office.set("support", retention_days=30)
    return office


def close(office: Office, name: str, *, at: int = NOW, by: str = "anna") -> None:
    """Close it as if at another time."""
    seen = office.conversation(name).standing
    conversations.set_status(office.inbox, office.asked(by), conversation=name, to=Standing.CLOSED, seen=seen)
    record = office.conversation(name)

    told = event("prepared", CLOCKWORK, at)
    office.inbox.conversations.commit(
        record, Change(replace(record, closed_at=at, human_act_at=at), (told,)), request=None
    )


def purge(office: Office, *, days: int) -> list[str]:
    office.time[0] = NOW + days * DAY
    return list(purge_expired(office.inbox))


def worked_on(office: Office) -> str:
    """A conversation with mails of two conversations that became one, a comment, a tag and an assignee."""
    ada = "Ada Wald <ada@wald.example>"
    office.deliver(mail("mail-1@wald.example", sender=ada, subject="Geheimes"))
    office.deliver(mail("mail-2@wald.example", sender=ada, subject="Geheimes"))
    both = ("mail-1@wald.example", "mail-2@wald.example")
    name = office.deliver(mail("mail-3@wald.example", sender=ada, refers=both, at=NOW + 1)).conversation
    assert name is not None
    draft = Draft("Vertraulich: ruf ada@wald.example an")
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=draft)
    conversations.add_tag(office.inbox, office.asked("anna"), conversation=name, tag="rechnung")
    return name


def everything(office: Office) -> str:
    """All that the store holds of the workspace, as text."""
    store, keys = office.workspaces.store, Keys(office.id)
    reading: dict[str, tuple[str | int, ...]] = {
        "hash": ("HGETALL",),
        "list": ("LRANGE", 0, -1),
        "zset": ("ZRANGE", 0, -1),
        "set": ("SMEMBERS",),
        "stream": ("XRANGE", "-", "+"),
        "string": ("GET",),
    }
    found: list[Any] = []
    for names in keys_of(store, keys):
        for name in names:
            command, *limits = reading[store.read([("TYPE", name)])[0]]
            found += [name, store.read([(command, name, *limits)])]
    return str(found)


def faults(office: Office) -> list[str]:
    return [
        f"{one.where}: {one.what}" for one in inspect(office.inbox, repair=False, progress=lambda _: None)
    ]


def test_nothing_of_what_people_wrote_is_left(office: Office) -> None:
    name = worked_on(office)
    close(office, name)
    assert all(secret in everything(office) for secret in SECRETS)
    assert purge(office, days=29) == []
    assert purge(office, days=30) == [name]
    left = everything(office)
    assert [secret for secret in SECRETS if secret in left] == []
    assert faults(office) == []
    assert office.events(name)[-1] == "retention_purged"
    assert "comment_added" in office.events(name)
    assert purge(office, days=60) == []
    assert office.conversation(name).tags == ("rechnung",)


def test_what_is_left_can_be_shown(office: Office) -> None:
    name = worked_on(office)
    close(office, name)
    purge(office, days=31)
    inbox = office.inbox
    view = look(inbox, inbox.directory.agents["anna"], conversation=name)
    assert (view.subject, view.customer_address, view.standing) == ("", "", Standing.CLOSED)
    assert [(one.text, one.deleted) for one in view.comments] == [("", True)]
    page = activity(inbox, "anna", conversation=name)
    said = [one.sentence.message for one in page.entries if isinstance(one, ActivityView)]
    assert any("need not be kept" in sentence for sentence in said)
    assert previous(inbox, inbox.directory.agents["anna"], conversation=name).rows == ()


def test_a_copy_that_comes_later_changes_nothing(office: Office) -> None:
    name = worked_on(office)
    close(office, name)
    purge(office, days=31)
    again = office.deliver(mail("mail-1@wald.example", sender="Ada Wald <ada@wald.example>"))
    assert (again.result, again.conversation) == (Result.KNOWN, name)
    proved = office.deliver(mail("mail-2@wald.example", sender="mona@firma.example"), sent_by="mona")
    assert proved.result is Result.KNOWN
    assert "wald.example" not in everything(office)
    assert faults(office) == []


def test_a_mail_that_joins_later_is_kept_until_its_own_time(office: Office) -> None:
    name = worked_on(office)
    close(office, name)
    office.set("support", reopen_days=90)
    purge(office, days=31)
    refers = ("mail-3@wald.example",)
    at = NOW + 31 * DAY
    more = mail("mail-4@wald.example", sender="eva@see.example", subject="Nochmal", refers=refers, at=at)
    joined = office.deliver(more, at=at)
    assert joined.conversation == name
    record = office.conversation(name)
    assert (record.status, record.subject, record.customer) == (Status.OPEN, "Nochmal", "eva@see.example")
    assert purge(office, days=90) == []
    close(office, name, at=NOW + 90 * DAY)
    assert purge(office, days=121) == [name]
    assert "see.example" not in everything(office)
    assert faults(office) == []


def test_the_longest_of_its_mailboxes_counts(office: Office) -> None:
    shared = office.deliver(mail("s@x", to="support@firma.example, hr@firma.example")).conversation or ""
    own = office.deliver(mail("o@x")).conversation or ""
    for name in (shared, own):
        close(office, name)
    assert purge(office, days=40) == [own]
    office.set("hr", retention_days=50)
    assert purge(office, days=49) == []
    assert purge(office, days=50) == [shared]


def test_it_goes_on_past_those_that_another_mailbox_keeps(office: Office) -> None:
    both = "support@firma.example, hr@firma.example"
    kept = [office.deliver(mail(f"k{n}@x", to=both), at=NOW).conversation or "" for n in range(BATCH + 2)]
    own = [office.deliver(mail(f"o{n}@x"), at=NOW + 1).conversation or "" for n in range(3)]
    for order, name in enumerate((*kept, *own)):
        close(office, name, at=NOW + order)
    office.time[0] = NOW + 31 * DAY
    assert list(purge_expired(office.inbox, limit=2)) == own[:2]
    assert list(purge_expired(office.inbox)) == own[2:]


def test_without_a_period_everything_is_kept(office: Office) -> None:
    office.set("support", retention_days=None)
    name = worked_on(office)
    close(office, name)
    assert purge(office, days=5_000) == []


def test_a_mailbox_that_says_nothing_keeps_as_long_as_the_workspace_says(office: Office) -> None:
    name = office.deliver(mail("h@x", to="hr@firma.example")).conversation or ""
    close(office, name, by="hanna")
    of_workspace(office, retention_days=20)
    assert purge(office, days=19) == []
    assert purge(office, days=20) == [name]


def test_later_only_figures_are_left(office: Office) -> None:
    of_workspace(office, counters_days=10)
    name = worked_on(office)
    close(office, name)
    assert purge(office, days=31) == [name]
    assert purge(office, days=40) == []
    assert purge(office, days=41) == [name]
    record = office.conversation(name)
    assert (record.tags, record.assignee, record.closed_by) == ((), None, None)
    assert (record.closed_at, record.message_count, record.status) == (NOW, 3, Status.CLOSED)
    assert record.first_inbound_at == NOW
    assert office.events(name) == ["retention_reduced"]
    assert faults(office) == []
    assert purge(office, days=400) == []


def test_what_is_worked_on_again_is_purged_and_reduced_again(office: Office) -> None:
    of_workspace(office, counters_days=10)
    name = worked_on(office)
    close(office, name)
    purge(office, days=31)
    purge(office, days=41)
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft("Nochmal geheim"))
    assert faults(office) == []
    assert purge(office, days=42) == [name]
    assert purge(office, days=52) == [name]
    assert "Nochmal" not in everything(office)


def test_a_hold_keeps_and_the_forecast_says_so(office: Office) -> None:
    name, other = worked_on(office), office.deliver(mail("o@x", sender="uwe@see.example")).conversation or ""
    for one in (name, other):
        close(office, one)
    hold_conversation(office.inbox, name, actor=OPERATOR)
    office.time[0] = NOW + 31 * DAY
    assert forecast(office.inbox, actor=OPERATOR) == Forecast(1, 0, 1, NOW)
    assert list(purge_expired(office.inbox)) == [other]
    assert forecast(office.inbox, actor=OPERATOR) == Forecast(0, 0, 1, None)
    release_conversation(office.inbox, name, actor=OPERATOR)
    hold_address(office.inbox, "ADA@wald.example", actor=OPERATOR)
    assert list(purge_expired(office.inbox)) == []
    release_address(office.inbox, "ada@wald.example", actor=OPERATOR)
    assert list(purge_expired(office.inbox)) == [name]


def of_workspace(office: Office, **fields: object) -> None:
    """Change what the workspace says."""
    before = office.inbox.directory.workspace
    office.workspaces.directories.change_workspace(before, replace(before, **fields))  # type: ignore[arg-type]
