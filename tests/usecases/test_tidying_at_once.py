"""Acts that cross at the same moment: one of them is done, or both, and nothing between them is lost or doubled."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import pytest

from server.domain.conversation import Conversation
from server.domain.errors import Unavailable
from server.store.commit import Store
from server.store.conversations import Conversations
from server.usecases import tidying
from server.usecases.undoing import undo
from tests.support.office import NOW, Office, mail, open_office
from tests.support.tidying_judge import judge, whole
from tests.support.tidying_model import Model
from tests.support.tidying_play import REFUSED, Play, opened_to_all
from tests.support.tidying_together import run_together

EVE = "eve@tal.example"


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    return opened_to_all(open_office(store, workspace))


@pytest.fixture
def model(office: Office) -> Model:
    """Three conversations of one mail each."""
    model = Model()
    for name, sender in (("a@x", "ada@wald.example"), ("b@x", EVE), ("c@x", "uwe@see.example")):
        model.known.append(office.deliver(mail(name, sender=sender)).conversation or "")
        model.mails.add(name)
    return model


def merge(office: Office, source: str, into: str, who: str = "anna") -> None:
    """Merge; whoever is slower than all others asks again."""
    for _ in range(20):
        with suppress(Unavailable):
            asked = office.asked(who, f"{source}-{into}-{time.monotonic_ns()}")
            tidying.merge(office.inbox, asked, source=source, into=into)
            return
    raise AssertionError("the merge was never done")


def part(office: Office, source: str, target: str) -> None:
    tidying.unmerge(office.inbox, office.asked("anna"), source=source, target=target)


def split(office: Office, one: str, message: str) -> tidying.Tidied:
    key = office.inbox.conversations.digests.message(message)
    return tidying.split(office.inbox, office.asked("anna"), conversation=one, message=key, later=False)


def merged(office: Office) -> list[tuple[str, str]]:
    return [(one.id, one.merged_into) for one in whole(office) if one.merged_into is not None]


def answer(office: Office, model: Model, name: str, refers: tuple[str, ...], sender: str) -> None:
    """A mail comes in; who is slower than all others is asked to come again, as a provider does."""
    at = NOW + len(model.mails)
    for _ in range(20):
        with suppress(*REFUSED):
            office.deliver(mail(name, refers=refers, sender=sender, at=at), at=at)
            model.mails.add(name)
            return
    raise AssertionError("the mail was never taken in")


def talk(office: Office, model: Model, name: str, times: int) -> None:
    play = Play(office, model, 3, name)
    for _ in range(times):
        with suppress(*REFUSED):
            play.say()


def often(times: int, act: Callable[[], object]) -> None:
    for _ in range(times):
        with suppress(*REFUSED):
            act()


def test_of_two_who_merge_both_ways_exactly_one_is_done(office: Office, model: Model) -> None:
    one, other, _ = model.known
    for _ in range(6):
        run_together(partial(merge, office, one, other), partial(merge, office, other, one, "ben"))
        ((source, target),) = merged(office)
        part(office, source, target)
    judge(office, model)


def test_of_three_who_merge_in_a_circle_two_are_done(office: Office, model: Model) -> None:
    one, other, third = model.known
    model.known = [one, other, third]
    run_together(
        partial(merge, office, one, other),
        partial(merge, office, other, third, "ben"),
        partial(merge, office, third, one, "mona"),
    )
    assert len(merged(office)) == 2
    assert len({office.conversation(name).id for name in model.known}) == 1
    judge(office, model)


def test_what_is_merged_while_its_target_is_merged_arrives(office: Office, model: Model) -> None:
    one, other, third = model.known
    for _ in range(5):
        run_together(
            partial(merge, office, one, other),
            partial(merge, office, other, third, "ben"),
            partial(talk, office, model, f"t{len(model.said)}", 4),
        )
        assert {office.conversation(name).id for name in model.known} == {third}
        for source, target in sorted(merged(office), key=lambda pair: pair[1] != third):
            part(office, source, target)
    judge(office, model)


def test_answers_go_home_however_they_cross_with_merge_and_parting(office: Office, model: Model) -> None:
    one, other, _ = model.known

    def to_and_fro() -> None:
        for _ in range(8):
            with suppress(*REFUSED):
                merge(office, one, other)
                part(office, one, other)

    def answers(name: str, sender: str) -> None:
        before = [f"{name}@x"]
        for number in range(8):
            answer(office, model, f"{name}{number}@x", tuple(before), sender)
            before.append(f"{name}{number}@x")

    run_together(to_and_fro, partial(answers, "a", "ada@wald.example"), partial(answers, "b", EVE))
    for source, target in merged(office):
        part(office, source, target)
    for name, letter in ((one, "a"), (other, "b")):
        key_of = office.inbox.conversations.digests.message
        mine = {key_of(f"{letter}{number}@x") for number in range(8)} | {key_of(f"{letter}@x")}
        assert {moment.key for moment in office.inbox.messages.timelines([name])[0]} == mine
    judge(office, model)


def test_mail_arrives_while_its_conversation_is_moved(office: Office, model: Model) -> None:
    one = model.known[0]

    def move(to: str, seen: str) -> None:
        tidying.move(office.inbox, office.asked("anna"), conversation=one, to=to, seen=seen)

    def to_and_fro() -> None:
        for _ in range(8):
            often(1, partial(move, "hr", "support"))
            often(1, partial(move, "support", "hr"))

    def answers(name: str) -> None:
        for number in range(8):
            answer(office, model, f"{name}{number}@x", ("a@x",), "ada@wald.example")

    run_together(to_and_fro, partial(answers, "m"), partial(answers, "n"))
    assert office.conversation(one).message_count == 17
    judge(office, model)


@pytest.mark.parametrize("act", ["merge", "split"])
def test_what_is_said_in_that_very_moment_is_not_lost(office: Office, model: Model, act: str) -> None:
    one, other, _ = model.known
    answer(office, model, "a2@x", ("a@x",), "ada@wald.example")

    def there_and_back() -> None:
        if act == "merge":
            merge(office, one, other)
            part(office, one, other)
        else:
            merge(office, split(office, one, "a2@x").other or "", one)

    talks = [partial(talk, office, model, name, 15) for name in "xy"]
    run_together(partial(often, 10, there_and_back), *talks)
    judge(office, model)


@pytest.mark.parametrize("act", ["merge", "split"])
def test_an_act_is_undone_while_others_go_on(office: Office, model: Model, act: str) -> None:
    one, other, _ = model.known
    answer(office, model, "a2@x", ("a@x",), "ada@wald.example")

    def there_and_back() -> None:
        if act == "merge":
            asked = office.asked("anna")
            done, name = tidying.merge(office.inbox, asked, source=one, into=other), other
        else:
            done, name = split(office, one, "a2@x"), one
            model.known.append(done.other or "")
        if done.undo is None:  # what somebody did in between was in the way of the undoing
            part(office, one, other)
            return
        undo(office.inbox, office.asked("anna"), conversation=name, act=done.undo.act)

    def answers() -> None:
        for number in range(8):
            answer(office, model, f"n{number}@x", ("a2@x",), "ada@wald.example")

    talking = partial(talk, office, model, "x", 12)
    run_together(partial(often, 8, there_and_back), talking, answers)
    judge(office, model)


def test_an_answer_that_is_read_while_its_conversation_is_parted_again_goes_home(
    office: Office, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, _ = model.known
    merge(office, one, other)
    get_many, parted = Conversations.get_many, list[str]()

    def interrupted(of: Conversations, names: Sequence[str]) -> list[Conversation | None]:
        """What is read is followed from the merged one to the other; between the two they are parted."""
        found = get_many(of, names)
        if one in names and not parted:
            parted.append(one)
            part(office, one, other)
        return found

    monkeypatch.setattr(Conversations, "get_many", interrupted)
    done = office.deliver(mail("late@x", refers=("a@x",)))
    assert parted
    assert done.conversation == one
