"""Reviewing an answer before it is sent: each step is one commit, and all return the conversation as it then stands.

An approved text reaches a reply only by a person's own client; nothing here can send.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from server.domain import policy, remarks, review
from server.domain.comments import Comment, Mention
from server.domain.comments import clean as clean_comment
from server.domain.conversation import Change, Conversation
from server.domain.differences import differences
from server.domain.drafts import Draft, Step
from server.domain.errors import Conflict, Invalid, Unavailable
from server.domain.rows import party
from server.domain.views import ConversationView, DraftView, Party
from server.domain.vocabulary import Act
from server.domain.workspace import Directory
from server.store.commit import Check, Outcome, Write
from server.store.conversations import Stored, Wanted
from server.store.drafts import held_draft, holding, is_held, kept_draft, let_go
from server.usecases.conflicts import told
from server.usecases.inbox import ATTEMPTS, Asked, Done, Inbox, change, read, view
from server.usecases.openmail import is_elsewhere, open_mail_of


def draft(inbox: Inbox, agent: str, *, conversation: str) -> DraftView:
    """The draft of a conversation with its text, and whom one could ask; an empty one where there is none."""
    inbox, stored, record, found = _with_draft(inbox, agent, conversation)
    shown = view(Done(inbox, stored, record), agent)
    asked = _askable(inbox.directory, agent, record)
    if found is None:
        return DraftView(shown, reviewers=asked)
    changes = differences(found.text, found.proposal) if found.proposal else ()
    return DraftView(shown, found.text, found.final, changes, asked)


def ask_review(
    inbox: Inbox, asked: Asked, *, conversation: str, text: str, reviewer: str, seen: int | None
) -> ConversationView:
    """Put a draft before an agent or a team, or one's own draft anew; the asker must know them (A8)."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        if reviewer not in _known(inbox.directory, asked.agent.id):
            raise Invalid("There is nobody by that name here. Please choose somebody from the list.")
        return review.ask(
            record,
            inbox.directory,
            text=text,
            reviewer=reviewer,
            seen=seen,
            actor=asked.actor,
            at=stored.at,
        )

    def notified(inbox: Inbox, made: Change) -> dict[str, int]:
        found = made.after.review
        return _at(made, review.reviewers(inbox.directory, made.after, found) if found else ())

    return view(change(inbox, asked, conversation, Act.REVIEW, decide, mentions=notified), asked.agent.id)


def approve_draft(
    inbox: Inbox, asked: Asked, *, conversation: str, seen: int | None, comment: str = ""
) -> ConversationView:
    """Say as its reviewer that a draft is right, with a comment or without."""
    return _judged(inbox, asked, conversation, Step.APPROVE, seen, comment)


def return_draft(
    inbox: Inbox, asked: Asked, *, conversation: str, seen: int | None, comment: str
) -> ConversationView:
    """Give a draft back to its author with an internal comment that says why."""
    return _judged(inbox, asked, conversation, Step.RETURN, seen, clean_comment(comment))


def edit_draft(
    inbox: Inbox, asked: Asked, *, conversation: str, seen: int | None, text: str
) -> ConversationView:
    """Write as its reviewer what should be sent instead."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        before = kept_draft(inbox.conversations, record.id).draft or Draft("")
        return review.edit(
            record,
            inbox.directory,
            text=text,
            before=before,
            seen=seen,
            actor=asked.actor,
            at=stored.at,
        )

    return view(change(inbox, asked, conversation, Act.REVIEW, decide, mentions=_author), asked.agent.id)


def put_draft(
    inbox: Inbox,
    asked: Asked,
    *,
    conversation: str,
    seen: int | None,
    gmail_id: str,
    put: Callable[[str], None],
) -> ConversationView:
    """Have `put` make a reply of the text as its author's own, then keep it no longer, as `use_draft` does.

    `gmail_id` is the mail that it will answer: refused where that is known to be in another conversation.
    First the reply, then the note: should the second fail, the text is in both places and not in none. Meanwhile
    the draft is held: of two who press at once, here or in Outlook, one makes a reply and the other is told.
    """
    of, holder = inbox.conversations, inbox.new_id()
    mail = open_mail_of(inbox, asked.agent.id, gmail_id)
    request = of.keys.request(asked.agent.id, asked.request)
    for _ in range(ATTEMPTS):
        wanted = Wanted(message=mail.message, request=request, activity=20)
        inbox, stored, record = read(inbox, asked.agent.id, conversation, wanted)
        if stored.request_result is not None:
            return view(Done(inbox, stored, record), asked.agent.id)
        made = _used(inbox, asked, stored, record, seen)
        if is_elsewhere(inbox, record, stored, mail):
            raise Invalid("Please open the mail first.")
        with held_draft(of, record.id, holder) as kept:
            if not kept.held:
                raise _being_made()
            if kept.version == record.version:
                if kept.draft is not None:
                    put(kept.draft.final)
                return _noted(Done(inbox, stored, record), asked, made, holder, seen)
        let_go(of, record.id, holder)
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _used(inbox: Inbox, asked: Asked, stored: Stored, record: Conversation, seen: int | None) -> Change:
    policy.require(inbox.directory, asked.agent.id, Act.REVIEW, record)
    with told(inbox.conversations, inbox.directory, asked.agent.id, stored):
        return review.step(record, inbox.directory, Step.USE, seen=seen, actor=asked.actor, at=stored.at)


def _noted(done: Done, asked: Asked, made: Change, holder: str, seen: int | None) -> ConversationView:
    """Write down that the draft, which the holder holds, is used; also where somebody said something meanwhile."""
    inbox, record = done.inbox, done.conversation
    of = inbox.conversations
    ours = holding(of, record.id, holder)
    committed, after = of.commit(
        record,
        made,
        request=of.keys.request(asked.agent.id, asked.request),
        checks=[ours, inbox.unchanged_directory()],
        writes=[Write("DEL", ours.key)],
    )
    if committed.outcome is Outcome.DONE:
        return view(replace(done, conversation=after, new_events=len(made.events)), asked.agent.id)
    shown = _stepped(inbox, asked, record.id, Step.USE, seen, (ours,))
    let_go(of, record.id, holder)
    return shown


def use_draft(inbox: Inbox, asked: Asked, *, conversation: str, seen: int | None) -> ConversationView:
    """Note that the text now stands in a reply of the author's own, and keep it no longer.

    Conflict where they are making one in Gmail at this very moment.
    """
    of = inbox.conversations
    free = (holding(of, conversation, None),)
    try:
        return _stepped(inbox, asked, conversation, Step.USE, seen, free)
    except Unavailable:
        if is_held(of, conversation):
            raise _being_made() from None
        raise


def _being_made() -> Conflict:
    return Conflict("The reply is being made just now. Please look into your drafts before you try again.")


def withdraw_draft(inbox: Inbox, asked: Asked, *, conversation: str, seen: int | None) -> ConversationView:
    """Take a draft away without using it."""
    return _stepped(inbox, asked, conversation, Step.WITHDRAW, seen)


def _stepped(
    inbox: Inbox,
    asked: Asked,
    conversation: str,
    step: Step,
    seen: int | None,
    checks: Sequence[Check] = (),
) -> ConversationView:
    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        return review.step(record, inbox.directory, step, seen=seen, actor=asked.actor, at=stored.at)

    return view(change(inbox, asked, conversation, Act.REVIEW, decide, checks=checks), asked.agent.id)


def _judged(
    inbox: Inbox, asked: Asked, conversation: str, step: Step, seen: int | None, comment: str
) -> ConversationView:
    """A reviewer's word, with an internal comment to the author where one is written; both or neither."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        made = review.step(record, inbox.directory, step, seen=seen, actor=asked.actor, at=stored.at)
        if not comment.strip() or record.review is None:
            return made
        said = _comment(inbox, asked, comment, record.review.author, stored.at)
        also = remarks.add_comment(made.after, comment=said, actor=asked.actor, at=stored.at)
        return made.then(also)

    done = change(inbox, asked, conversation, Act.REVIEW, decide, mentions=_author)
    return view(done, asked.agent.id)


def _comment(inbox: Inbox, asked: Asked, text: str, author: str, at: int) -> Comment:
    """The comment as one to the draft's author."""
    name = inbox.directory.name_of(f"agent:{author}")
    text = clean_comment(f"@{name} {text}" if name else text)
    found = (Mention(0, len(name) + 1, f"agent:{author}"),) if name else ()
    return Comment(inbox.new_id(), asked.actor.party, at, text, found)


def _author(inbox: Inbox, made: Change) -> dict[str, int]:
    found = made.after.review
    fits = found and policy.sees(inbox.directory, found.author, made.after)
    return _at(made, (found.author,) if found and fits else ())


def _at(made: Change, agents: tuple[str, ...]) -> dict[str, int]:
    return dict.fromkeys(agents, made.events[0].at) if made.events else {}


def _with_draft(
    inbox: Inbox, agent: str, conversation: str
) -> tuple[Inbox, Stored, Conversation, Draft | None]:
    """A conversation and its draft as they stood at one moment, in two round trips."""
    for _ in range(ATTEMPTS):
        inbox, stored, record = read(inbox, agent, conversation)
        if record.review is None:
            return inbox, stored, record, None
        kept = kept_draft(inbox.conversations, record.id)
        if kept.version == record.version:
            return inbox, stored, record, kept.draft
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _askable(directory: Directory, agent: str, record: Conversation) -> tuple[Party, ...]:
    """Agents and teams whom the asker knows and who can review it, by name."""
    fits = (
        who for who in _known(directory, agent) if review.may_review(directory, who, record, author=agent)
    )
    found = (party(directory, who, agent) for who in fits)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.name.casefold(), one.id)))


def _known(directory: Directory, agent: str) -> frozenset[str]:
    """Everybody whom the agent can name (A8), as parties."""
    people = policy.colleagues(directory, agent)
    teams = (team.id for team in directory.teams.values() if people.intersection(team.members))
    return frozenset({*(f"agent:{one}" for one in people), *(f"team:{team}" for team in teams)})
