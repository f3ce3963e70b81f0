"""Random acts on one workspace beside a model of what must be found again, whatever the order was."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from server.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.vocabulary import Role, Standing, Via
from server.domain.workspace import Member
from server.store.conversations import Reader, Wanted
from server.store.undos import parsed
from server.usecases import comments, composing, conversations, following, handing, review, tidying, undoing
from server.usecases.comments import Draft
from server.usecases.handing import Handing
from server.usecases.inbox import Asked
from server.usecases.privacy.erasing import ask, confirm
from server.usecases.privacy.running import work
from server.usecases.settings.workspace import change_workspace
from server.usecases.upkeep import build_index
from tests.support.office import DAY, MINUTE, Office, mail
from tests.support.tidying_model import NOTHING, Deed, Model

REFUSED = (Conflict, Forbidden, Invalid, NotFound, Unavailable)
"""What may happen to somebody who is slower, or asks for what cannot be."""
PEOPLE = ("anna", "ben", "mona")
CUSTOMERS = ("ada@wald.example", "eve@tal.example", "uwe@see.example")


def opened_to_all(office: Office) -> Office:
    """The office where the three work in both mailboxes, so that conversations can be moved; Mona is admin.

    Comments are indexed, so that the doctor looks after their words too.
    """
    members = {who: Member(Role.AGENT) for who in PEOPLE} | {"hanna": Member(Role.AGENT)}
    office.set("hr", members=members)
    mona = office.inbox.directory.agents["mona"]
    office.workspaces.directories.put(office.id, replace(mona, admin=True), before=mona)
    inbox = office.inbox
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=True))
    for _ in build_index(office.inbox):
        pass
    return office


class Play:
    """One random sequence of acts on one workspace; several may play at once."""

    def __init__(self, office: Office, model: Model, seed: int, name: str) -> None:
        self.office, self.model, self.name = office, model, name
        self.dice = random.Random(seed)
        self.number = 0
        self.planned: list[Callable[[], Deed]] = []

    def step(self) -> Deed | None:
        """Do something and tell what; what is refused is no harm, and nothing."""
        act = self.planned.pop(0) if self.planned else self.dice.choice(self._acts())
        self.office.time[0] = time.time_ns() // 1_000_000
        try:
            deed = act()
        except REFUSED:
            return None
        self.model.done[deed.name] += 1
        return deed

    def _acts(self) -> list[Callable[[], Deed]]:
        often = [self.merge, self.merge, self.unmerge, self.split, self.say, self.undo]
        acts = [*often, *often, self.receive, self.answer, self.answer, self.answer, self.move, self.tag]
        acts += [self.claim, self.claim, self.claim, self.close, self.reopen, self.take, self.wait]
        return [*acts, self.review, self.withdraw, self.intend, self.follow, self.hand, self.look, self.sleep]

    def receive(self) -> Deed:
        """Somebody writes anew."""
        return self._mail(())

    def answer(self) -> Deed:
        """Somebody answers one mail, or two at once."""
        return self._answer(sorted(self.model.mails))

    def say(self) -> Deed:
        """Comment; half of the comments mention a colleague."""
        self.number += 1
        one, text = self._one(), f"{self.name} said {self.number}"
        text += self.dice.choice(("", f" @{self.dice.choice(PEOPLE).title()}"))
        comments.add_comment(self.office.inbox, self._asked(), conversation=one, draft=Draft(text))
        self.model.said.add(text)
        return Deed("say", one)

    def tag(self) -> Deed:
        """Put a tag that no other act puts."""
        self.number += 1
        one, tag = self._one(), f"{self.name}-{self.number}"
        conversations.add_tag(self.office.inbox, self._asked(), conversation=one, tag=tag)
        self.model.tagged.add(tag)
        return Deed("tag", one)

    def merge(self) -> Deed:
        """Make one part of another; now and then what is part of it is answered, merged on and parted again."""
        deed, luck = self._join(self._one(), self._one()), self.dice.random()
        if deed.name == "merge" and luck < 0.3:
            answer = partial(self._answer_in, deed.other)
            self.planned = [answer, answer, partial(self._part, deed.one, deed.other)]
        elif deed.name == "merge" and luck < 0.6:
            both = (deed.one, deed.other)
            third = self.dice.choice([one for one in self.model.known if one not in both] or [deed.other])
            self.planned = [
                partial(self._join, deed.other, third),
                self.say,
                partial(self._part, deed.other, third),
                partial(self._part, deed.one, deed.other),
            ]
        return deed

    def _join(self, source: str, into: str) -> Deed:
        ends = self.office.inbox.conversations.ends([source, into])
        done = tidying.merge(self.office.inbox, self._asked(), source=source, into=into)
        if source not in ends or ends[source].id == done.conversation.id:
            return NOTHING
        pair = ends[source].id, done.conversation.id
        self.model.merges.append(pair)
        return Deed("merge", *pair)

    def unmerge(self) -> Deed:
        """Part what was merged at some time."""
        if not self.model.merges:
            raise NotFound("")
        return self._part(*self.dice.choice(self.model.merges))

    def _part(self, source: str, target: str) -> Deed:
        done = tidying.unmerge(self.office.inbox, self._asked(), source=source, target=target)
        return Deed("unmerge", source, done.conversation.id)

    def split(self) -> Deed:
        """Let mails leave."""
        one = self.office.conversation(self._one())
        timeline = self.office.inbox.messages.timelines([one.id])[0]
        if not timeline:
            raise NotFound("")
        begin, later = self.dice.choice(timeline).key, self.dice.random() < 0.5
        asked = self._asked()
        done = tidying.split(self.office.inbox, asked, conversation=one.id, message=begin, later=later)
        if done.other:
            self.model.known.append(done.other)
        return Deed("split", one.id, done.other or "", begin, later)

    def move(self) -> Deed:
        """Put it into the other mailbox."""
        one = self.office.conversation(self._one())
        seen = one.mailboxes[0]
        to = "hr" if seen == "support" else "support"
        tidying.move(self.office.inbox, self._asked(), conversation=one.id, to=to, seen=seen)
        return Deed("move", one.id, to)

    def undo(self) -> Deed:
        """Take back what somebody did last."""
        of, one = self.office.inbox.conversations, self._one()
        keys = {who: of.keys.undo(who, one) for who in PEOPLE}
        found = of.store.read([("GET", key) for key in keys.values()])
        kept = [(who, left) for who, text in zip(keys, found, strict=True) if (left := parsed(text))]
        if not kept:
            raise NotFound("")
        who, left = self.dice.choice(kept)
        undoing.undo(self.office.inbox, self._asked(who), conversation=one, act=left.at)
        if left.joined or left.parted:
            return Deed("unmerge" if left.joined else "rejoin", left.joined or left.parted or "", one)
        return Deed("undo", one)

    def claim(self) -> Deed:
        """Say that one replies."""
        one = self._one()
        conversations.claim(self.office.inbox, self._asked(), conversation=one, seen=None)
        return Deed("claim", one)

    def take(self) -> Deed:
        """Take it, whoever has it."""
        one = self.office.conversation(self._one())
        conversations.take(self.office.inbox, self._asked(), conversation=one.id, seen=one.assignee)
        return Deed("take", one.id)

    def hand(self) -> Deed:
        """Hand it over to a colleague, with a day and sometimes a word."""
        one, to = self.office.conversation(self._one()), f"agent:{self.dice.choice(PEOPLE)}"
        self.number += 1
        text = self.dice.choice(("", f"{self.name} said {self.number}"))
        day = datetime.now(UTC).date() + timedelta(days=self.dice.randrange(1, 9))
        given = Handing(to, day, text, one.assignee)
        handing.hand_over(self.office.inbox, self._asked(), conversation=one.id, handing_over=given)
        self.model.said.update([text] if text else [])
        return Deed("hand", one.id)

    def look(self) -> Deed:
        """Open it, so that one is not told of a mention any more."""
        one, who = self.office.conversation(self._one()), self.dice.choice(PEOPLE)
        self.office.inbox.conversations.open(one.id, Wanted(), Reader(who, "gmail"))
        return Deed("look", one.id)

    def close(self) -> Deed:
        """Settle it."""
        return self._set(Standing.CLOSED)

    def wait(self) -> Deed:
        """Wait for the customer."""
        return self._set(Standing.PENDING)

    def sleep(self) -> Deed:
        """Let it sleep until tomorrow, or until a reply."""
        one, until = self.office.conversation(self._one()), time.time_ns() // 1_000_000 + DAY
        conversations.snooze(
            self.office.inbox,
            self._asked(),
            conversation=one.id,
            until=until,
            wake_on_reply=True,
            seen=one.standing,
        )
        return Deed("snoozed", one.id)

    def reopen(self) -> Deed:
        """Open it again."""
        return self._set(Standing.OPEN)

    def review(self) -> Deed:
        """Ask for a look at a draft."""
        asked, one = self._asked("anna"), self._one()
        review.ask_review(
            self.office.inbox, asked, conversation=one, text="Hallo", reviewer="agent:ben", seen=None
        )
        return Deed("review", one)

    def withdraw(self) -> Deed:
        """Take the draft back."""
        one = self.office.conversation(self._one())
        seen = one.review.version if one.review else None
        review.withdraw_draft(self.office.inbox, self._asked("anna"), conversation=one.id, seen=seen)
        return Deed("withdraw", one.id)

    def intend(self) -> Deed:
        """Choose what is to happen after one's reply."""
        asked, one, to = self._asked(), self._one(), Standing.CLOSED
        composing.choose_after_send(self.office.inbox, asked, conversation=one, to=to)
        return Deed("intend", one)

    def follow(self) -> Deed:
        """Follow it."""
        one = self._one()
        following.follow(self.office.inbox, self._asked(), conversation=one)
        return Deed("follow", one)

    def erase(self) -> None:
        """Erase a customer with everything about them."""
        boss = Actor("agent", Via.WEB, "mona")
        job = ask(self.office.inbox, self.dice.choice(CUSTOMERS), actor=boss)
        list(work(self.office.inbox, worker=self.name))
        confirm(self.office.inbox, job.id, actor=boss)
        list(work(self.office.inbox, worker=self.name))

    def _set(self, to: Standing) -> Deed:
        one = self.office.conversation(self._one())
        asked = self._asked()
        conversations.set_status(self.office.inbox, asked, conversation=one.id, to=to, seen=one.standing)
        return Deed(to.value, one.id)

    def _answer_in(self, one: str) -> Deed:
        """Somebody answers mails of one conversation."""
        of = self.office.inbox
        here = {moment.key for moment in of.messages.timelines([self.office.conversation(one).id])[0]}
        return self._answer(
            [name for name in sorted(self.model.mails) if of.conversations.digests.message(name) in here]
        )

    def _answer(self, known: list[str]) -> Deed:
        return self._mail(tuple(self.dice.sample(known, min(len(known), self.dice.choice((1, 1, 2))))))

    def _mail(self, refers: tuple[str, ...]) -> Deed:
        self.number += 1
        name, sender = f"{self.name}{self.number}@x", self.dice.choice(CUSTOMERS)
        at = self.office.time[0] - self.dice.choice((0, 0, self.dice.randrange(1_000))) * MINUTE
        done = self.office.deliver(mail(name, sender=sender, refers=refers, at=at), at=at)
        self.model.refers[name], self.model.senders[name] = refers, sender
        self.model.mails.add(name)
        if done.conversation and done.conversation not in self.model.known:
            self.model.known.append(done.conversation)
        return Deed("mail", done.conversation or "", mail=name)

    def _one(self) -> str:
        if not self.model.known:
            self.receive()
        return self.dice.choice(list(self.model.known))

    def _asked(self, who: str = "") -> Asked:
        return self.office.asked(who or self.dice.choice(PEOPLE), f"{self.name}-{self.dice.random()}")
