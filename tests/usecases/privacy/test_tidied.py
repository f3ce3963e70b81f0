"""What was merged, parted or taken back before, while or after somebody is erased brings nothing of them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from server.domain.conversation import Conversation
from server.domain.erasing import Eraser
from server.domain.vocabulary import Standing
from server.usecases import conversations, tidying
from server.usecases.inbox import Inbox
from server.usecases.privacy import finding
from server.usecases.privacy.erasing import confirm
from server.usecases.privacy.removing import remove
from server.usecases.retention import purge_expired
from server.usecases.tidying import Tidied
from server.usecases.undoing import undo
from tests.support.office import DAY, Office, mail
from tests.support.tidying_play import REFUSED
from tests.usecases.privacy.conftest import ADDRESS, Traced
from tests.usecases.privacy.test_erasing import BOSS, asked, erased, faults, left, work_off

FIRST = "geheime-id-1@mail.xn--mhle-0ra.example"


def merged(traced: Traced, source: str, into: str) -> Tidied:
    return tidying.merge(traced.office.inbox, traced.office.asked("anna"), source=source, into=into)


def parted(traced: Traced, name: str, mail: str) -> Tidied:
    office = traced.office
    key = office.inbox.conversations.digests.message(mail)
    return tidying.split(office.inbox, office.asked("anna"), conversation=name, message=key, later=False)


def unmerged(traced: Traced, source: str, target: str) -> None:
    tidying.unmerge(traced.office.inbox, traced.office.asked("anna"), source=source, target=target)


def own_into_another(traced: Traced) -> Callable[[], object]:
    merged(traced, traced.own, traced.stranger)
    return lambda: unmerged(traced, traced.own, traced.stranger)


def another_into_own(traced: Traced) -> Callable[[], object]:
    merged(traced, traced.stranger, traced.own)
    return lambda: unmerged(traced, traced.stranger, traced.own)


def a_chain(traced: Traced) -> Callable[[], object]:
    merged(traced, traced.own, traced.other)
    merged(traced, traced.other, traced.stranger)

    def back() -> None:
        unmerged(traced, traced.other, traced.stranger)
        unmerged(traced, traced.own, traced.other)

    return back


def merged_and_parted(traced: Traced) -> Callable[[], object]:
    merged(traced, traced.own, traced.stranger)
    parted(traced, traced.stranger, FIRST)
    return lambda: unmerged(traced, traced.own, traced.stranger)


def the_first_mail(traced: Traced) -> Callable[[], object]:
    done = parted(traced, traced.own, FIRST)
    assert done.undo is not None
    act = done.undo.act
    return lambda: undo(traced.office.inbox, traced.office.asked("anna"), conversation=traced.own, act=act)


def the_answer(traced: Traced) -> Callable[[], object]:
    done = parted(traced, traced.own, "antwort@firma.example")
    merged(traced, done.other or "", traced.stranger)
    return lambda: unmerged(traced, done.other or "", traced.stranger)


TIDIED = {
    one.__name__: one
    for one in (own_into_another, another_into_own, a_chain, merged_and_parted, the_first_mail, the_answer)
}


@pytest.mark.parametrize("what", TIDIED)
def test_an_erasure_finds_what_was_tidied(traced: Traced, what: str) -> None:
    back = TIDIED[what](traced)
    job = erased(traced.office)
    assert (left(traced.office), job.left) == ([], ())
    assert faults(traced.office) == []
    with suppress(*REFUSED):
        back()
    assert left(traced.office) == []
    assert faults(traced.office) == []


@pytest.mark.parametrize("what", TIDIED)
def test_an_erasure_finds_what_was_tidied_and_put_back(traced: Traced, what: str) -> None:
    TIDIED[what](traced)()
    job = erased(traced.office)
    assert (left(traced.office), job.left) == ([], ())
    assert faults(traced.office) == []


def alone(office: Office, *mails: str) -> str:
    name = ""
    for one in mails:
        made = mail(one, sender=f"Adalbert Quittenbaum <{ADDRESS}>", subject="Krankmeldung", refers=mails[:1])
        name = office.deliver(made).conversation or ""
    return name


def purged(office: Office, name: str) -> None:
    conversations.set_status(
        office.inbox, office.asked("anna"), conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )
    office.set("support", retention_days=1)
    office.time[0] = max(office.time[0], office.conversation(name).closed_at or 0) + 3 * DAY
    assert name in list(purge_expired(office.inbox))


def removed(office: Office, name: str) -> None:
    remove(office.inbox, name, actor=BOSS)


@pytest.mark.parametrize("less", [purged, removed])
def test_a_part_that_went_back_is_gone_with_the_whole(
    office: Office, less: Callable[[Office, str], None]
) -> None:
    whole = alone(office, "a@geheime-id", "b@geheime-id")
    traced = Traced(office, whole, "", "", "")
    done = parted(traced, whole, "b@geheime-id")
    assert done.undo is not None
    undo(office.inbox, office.asked("anna"), conversation=whole, act=done.undo.act)
    less(office, whole)
    assert left(office) == []
    assert faults(office) == []


def test_what_was_parted_again_is_not_gone_with_what_it_was_part_of(office: Office) -> None:
    one, first = alone(office, "a@geheime-id"), alone(office, "b@geheime-id")
    second = alone(office, "c@geheime-id")
    traced = Traced(office, one, "", "", "")
    merged(traced, one, first)
    unmerged(traced, one, first)
    merged(traced, one, second)
    purged(office, first)
    unmerged(traced, one, second)
    assert office.conversation(one).subject == "Krankmeldung"


def an_answer_to(office: Office, name: str) -> str:
    """Adalbert answers somebody else's mail, in their conversation."""
    sender = f"Adalbert Quittenbaum <{ADDRESS}>"
    return (
        office.deliver(
            mail(f"{name}-geheime-id", sender=sender, refers=(name,), Cc="zoe@see.example")
        ).conversation
        or ""
    )


def parting(office: Office) -> Callable[[], object]:
    office.deliver(mail("a@x", sender="zoe@see.example"))
    whole = an_answer_to(office, "a@x")
    traced = Traced(office, whole, "", "", "")
    return lambda: parted(traced, whole, "a@x-geheime-id")


def unmerging(office: Office) -> Callable[[], object]:
    one = office.deliver(mail("a@x", sender="zoe@see.example")).conversation or ""
    other = office.deliver(mail("b@x", sender="zoe@see.example")).conversation or ""
    traced = Traced(office, one, other, "", "")
    merged(traced, one, other)
    assert an_answer_to(office, "a@x") == other
    return lambda: unmerged(traced, one, other)


@pytest.mark.parametrize("begin", [parting, unmerging])
def test_what_moves_to_where_an_erasure_has_been_already_is_caught(
    office: Office, begin: Callable[[Office], Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    act = begin(office)
    job = asked(office)
    acts = [act]

    def suspects(inbox: Inbox, eraser: Eraser, batch: list[Conversation]) -> Iterator[Conversation]:
        found = list(finding.suspects(inbox, eraser, batch))
        for one in acts[:]:
            acts.clear()
            one()
        yield from found

    monkeypatch.setattr("server.usecases.privacy.erasing_steps.suspects", suspects)
    confirm(office.inbox, job.id, actor=BOSS)
    work_off(office)
    assert acts == []
    assert left(office) == []
    assert faults(office) == []


def test_an_answer_of_somebody_else_names_their_mail_no_longer(office: Office) -> None:
    office.deliver(mail("a@x", sender="zoe@see.example"))
    name = an_answer_to(office, "a@x")
    office.deliver(mail("c@x", sender="zoe@see.example", refers=("a@x", "a@x-geheime-id")))
    assert office.conversation(name).message_count == 3
    erased(office)
    assert left(office) == []
    assert faults(office) == []
