"""Random acts on one workspace beside a model of what must be found again, whatever the order was."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from server.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.vocabulary import Role, Standing, Via
from server.domain.workspace import Member
from server.store.undos import parsed
from server.usecases import comments, composing, conversations, following, review, tidying, undoing
from server.usecases.comments import Draft
from server.usecases.inbox import Asked
from server.usecases.privacy.erasing import ask, confirm
from server.usecases.privacy.running import work
from server.usecases.settings.workspace import change_workspace
from server.usecases.upkeep import build_index
from tests.support.office import MINUTE, NOW, Office, mail

REFUSED = (Conflict, Forbidden, Invalid, NotFound, Unavailable)
"""What may happen to somebody who is slower, or asks for what cannot be."""
PEOPLE = ("anna", "ben", "mona")
CUSTOMERS = ("ada@wald.example", "eve@tal.example", "uwe@see.example")


@dataclass
class Model:
    """What must be found again: every mail, comment and tag once; and whoever was a conversation."""

    mails: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    tagged: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)
    merges: list[tuple[str, str]] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)


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

    def step(self) -> None:
        """Do something; what is refused is no harm."""
        often: list[Callable[[], None]] = [
            self.merge,
            self.merge,
            self.unmerge,
            self.split,
            self.say,
            self.undo,
        ]
        acts = [
            *often,
            *often,
            self.receive,
            self.answer,
            self.answer,
            self.move,
            self.tag,
            *[self.claim] * 3,
        ]
        acts += [self.close, self.reopen, self.take, self.review, self.withdraw, self.intend, self.follow]
        act = self.dice.choice(acts)
        try:
            act()
        except REFUSED:
            return
        self.model.done[act.__name__] += 1

    def receive(self) -> None:
        """Somebody writes anew."""
        self._mail(())

    def answer(self) -> None:
        """Somebody answers one mail, or two at once."""
        known = sorted(self.model.mails)
        if known:
            self._mail(tuple(self.dice.sample(known, min(len(known), self.dice.choice((1, 1, 2))))))

    def say(self) -> None:
        """Comment; half of the comments belong to a mail."""
        self.number += 1
        one, text = self._one(), f"{self.name} said {self.number}"
        comments.add_comment(self.office.inbox, self._asked(), conversation=one, draft=Draft(text))
        self.model.said.add(text)

    def tag(self) -> None:
        """Put a tag that no other act puts."""
        self.number += 1
        tag = f"{self.name}-{self.number}"
        conversations.add_tag(self.office.inbox, self._asked(), conversation=self._one(), tag=tag)
        self.model.tagged.add(tag)

    def merge(self) -> None:
        """Make one part of another."""
        source, into = self._one(), self._one()
        ends = self.office.inbox.conversations.ends([source, into])
        done = tidying.merge(self.office.inbox, self._asked(), source=source, into=into)
        if source in ends and ends[source].id != done.conversation.id:
            self.model.merges.append((ends[source].id, done.conversation.id))

    def unmerge(self) -> None:
        """Part what was merged at some time."""
        if self.model.merges:
            source, target = self.dice.choice(self.model.merges)
            tidying.unmerge(self.office.inbox, self._asked(), source=source, target=target)

    def split(self) -> None:
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

    def move(self) -> None:
        """Put it into the other mailbox."""
        one = self.office.conversation(self._one())
        seen = one.mailboxes[0]
        to = "hr" if seen == "support" else "support"
        tidying.move(self.office.inbox, self._asked(), conversation=one.id, to=to, seen=seen)

    def undo(self) -> None:
        """Take back what somebody did last."""
        of, one = self.office.inbox.conversations, self._one()
        keys = {who: of.keys.undo(who, one) for who in PEOPLE}
        found = of.store.read([("GET", key) for key in keys.values()])
        kept = [(who, left) for who, text in zip(keys, found, strict=True) if (left := parsed(text))]
        if not kept:
            raise NotFound("")
        who, left = self.dice.choice(kept)
        undoing.undo(self.office.inbox, self._asked(who), conversation=one, act=left.at)

    def claim(self) -> None:
        """Say that one replies."""
        conversations.claim(self.office.inbox, self._asked(), conversation=self._one(), seen=None)

    def take(self) -> None:
        """Take it, whoever has it."""
        one = self.office.conversation(self._one())
        conversations.take(self.office.inbox, self._asked(), conversation=one.id, seen=one.assignee)

    def close(self) -> None:
        """Settle it."""
        self._set(Standing.CLOSED)

    def reopen(self) -> None:
        """Open it again."""
        self._set(Standing.OPEN)

    def review(self) -> None:
        """Ask for a look at a draft."""
        asked, one = self._asked("anna"), self._one()
        review.ask_review(
            self.office.inbox, asked, conversation=one, text="Hallo", reviewer="agent:ben", seen=None
        )

    def withdraw(self) -> None:
        """Take the draft back."""
        one = self.office.conversation(self._one())
        seen = one.review.version if one.review else None
        review.withdraw_draft(self.office.inbox, self._asked("anna"), conversation=one.id, seen=seen)

    def intend(self) -> None:
        """Choose what is to happen after one's reply."""
        asked, to = self._asked(), Standing.CLOSED
        composing.choose_after_send(self.office.inbox, asked, conversation=self._one(), to=to)

    def follow(self) -> None:
        """Follow it."""
        following.follow(self.office.inbox, self._asked(), conversation=self._one())

    def erase(self) -> None:
        """Erase a customer with everything about them."""
        boss = Actor("agent", Via.WEB, "mona")
        job = ask(self.office.inbox, self.dice.choice(CUSTOMERS), actor=boss)
        list(work(self.office.inbox, worker=self.name))
        confirm(self.office.inbox, job.id, actor=boss)
        list(work(self.office.inbox, worker=self.name))

    def _set(self, to: Standing) -> None:
        one = self.office.conversation(self._one())
        asked = self._asked()
        conversations.set_status(self.office.inbox, asked, conversation=one.id, to=to, seen=one.standing)

    def _mail(self, refers: tuple[str, ...]) -> None:
        self.number += 1
        name, sender = f"{self.name}{self.number}@x", self.dice.choice(CUSTOMERS)
        at = NOW + self.dice.randrange(1_000) * MINUTE
        done = self.office.deliver(mail(name, sender=sender, refers=refers, at=at), at=at)
        self.model.mails.add(name)
        if done.conversation and done.conversation not in self.model.known:
            self.model.known.append(done.conversation)

    def _one(self) -> str:
        if not self.model.known:
            self.receive()
        return self.dice.choice(list(self.model.known))

    def _asked(self, who: str = "") -> Asked:
        return self.office.asked(who or self.dice.choice(PEOPLE), f"{self.name}-{self.dice.random()}")
