"""What a reader should know before acting: warnings, a colleague's claim, who else is looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from cards import paths
from cards.acting import claim_click
from cards.context import CardContext
from cards.parts import claimed_by_other, key, release
from cards.text import Html, bold, rich
from cards.widgets import Json, action, button, buttons, menu, own_icon, row, section
from cards.words import clock, first_name, span
from server.domain.views import ClaimView, ConversationView, PresenceView, Sentence, Warn
from server.domain.views import WarningView as Notice
from server.domain.vocabulary import Act, Mode

_NAMES = 3


def attention(view: ConversationView, context: CardContext) -> Json:
    """The section above all others; without widgets when all is calm."""
    widgets = [_warning(one, view, context) for one in view.warnings]
    if claimed_by_other(view) and view.claim:
        widgets += _claimed(view, view.claim, context)
    elif view.claim:
        widgets.append(release(view, context))
    return section(*widgets)


def _warning(one: Notice, view: ConversationView, context: CardContext) -> Json:
    offer = _OFFERS.get(one.kind)
    beside = offer(one, view, context) if offer is not None else None
    return row(warning_text(one, context), icon=own_icon(context, "warn"), beside=beside)


def _merging(one: Notice, view: ConversationView, context: CardContext) -> Json | None:
    other = _joinable(one, view)
    push = action(context, paths.SHOW_MERGE, conversation=key(view), source=other)
    return {"button": button(context.gettext("Merge …"), push)} if other else None


def _adding(one: Notice, view: ConversationView, context: CardContext) -> Json | None:
    other = _joinable(one, view)
    push = action(context, paths.SHOW_MOVE, conversation=key(view), to=other, stays="1")
    return {"button": button(context.gettext("Add …"), push)} if other else None


def _joinable(one: Notice, view: ConversationView) -> str:
    """The conversation or mailbox that a warning names, "" where the reader may not put the two together."""
    stored = view.id is not None and Act.TIDY in view.can
    return str(one.facts.get("other") or "") if stored else ""


def _unblocking(_: Notice, view: ConversationView, context: CardContext) -> Json | None:
    if Act.BLOCK not in view.can:
        return None
    unblock = action(context, paths.BLOCK, conversation=key(view), blocked="no", nonce=context.nonce)
    return {"button": button(context.gettext("Unblock"), unblock)}


def _did_you_reply(_: Notice, view: ConversationView, context: CardContext) -> Json | None:
    def say(replied: str) -> Json:
        return action(context, paths.REPLIED, conversation=key(view), replied=replied, nonce=context.nonce)

    items = [(context.gettext("Yes, I replied"), say("1")), (context.gettext("No, forget it"), say("0"))]
    return {"button": button(context.gettext("Yes or no ▾"), menu(items))}


_OFFERS: Final[Mapping[Warn, Callable[[Notice, ConversationView, CardContext], Json | None]]] = (
    MappingProxyType(
        {
            Warn.DID_YOU_REPLY: _did_you_reply,
            Warn.THREAD_CONFLICT: _merging,
            Warn.OTHER_MAILBOX: _adding,
            Warn.SENDER_BLOCKED: _unblocking,
        }
    )
)


def presence_rows(view: ConversationView, context: CardContext) -> list[Json]:
    """Who else is writing or looking; at most three by name, and not whose claim stands above (R11)."""
    claimant = (view.claim and view.claim.by.name) or None
    writing = [one for one in view.presence if one.mode is Mode.COMPOSING]
    looking = [one for one in view.presence if one.mode is not Mode.COMPOSING and one.name != claimant]
    made = []
    if writing:
        text = context.ngettext(
            "%(names)s is writing", "%(names)s are writing", len(writing), names=_names(writing, context)
        )
        made.append(row(text, icon=own_icon(context, "pen")))
    if looking:
        made.append(row(_looking(looking, context), icon=own_icon(context, "eye")))
    return made


def _looking(looking: list[PresenceView], context: CardContext) -> str:
    names = _names(looking, context)
    if len(looking) == 1:
        time = span(context.now - looking[0].since, context)
        return context.gettext("%(names)s opened this %(time)s ago", names=names, time=time)
    return context.gettext("%(names)s have opened this recently", names=names)


def _names(people: list[PresenceView], context: CardContext) -> str:
    names = [one.name for one in people if one.name][:_NAMES]
    if not names:  # a workspace may show presence without names
        return context.ngettext("A colleague", "%(n)s colleagues", len(people))
    rest = len(people) - len(names)
    return ", ".join(names) + (f" +{rest}" if rest > 0 else "")


def _claimed(view: ConversationView, claim: ClaimView, context: CardContext) -> list[Json]:
    name = claim.by.name or context.gettext("Somebody")
    head = bold(context.gettext("%(who)s is replying", who=name))
    since = rich(context.gettext("since %(time)s", time=clock(claim.since, context)))
    free = context.gettext("Free once sent, at %(time)s at the latest", time=clock(claim.until, context))
    made = [row(Html(f"{head} ({since})"), bottom=free, icon=own_icon(context, "pen"))]
    answers = []
    if Act.COMMENT in view.can:
        ask = action(context, paths.ASK, conversation=key(view), who=claim.by.id, nonce=context.nonce)
        answers.append(button(context.gettext("Ask %(who)s", who=first_name(name)), ask))
    if Act.CLAIM in view.can:
        answers.append(button(context.gettext("Reply anyway"), claim_click(view, context)))
    return [*made, buttons(*answers)] if answers else made


def warning_text(warning: Notice, context: CardContext) -> str:
    """A warning as a sentence, to the point where its facts are known."""
    with_facts = _WITH_FACTS.get(warning.kind)
    if with_facts is not None and all(warning.facts.get(fact) for fact in with_facts.facts):
        return context.gettext(with_facts.message, **warning.facts)
    return context.gettext(_WARNINGS[warning.kind].message)


_WARNINGS: Final[Mapping[Warn, Sentence]] = MappingProxyType(
    {
        Warn.SENDER_NOT_CONFIRMED: Sentence("Sender not confirmed: this may not be from a colleague."),
        Warn.ID_CONFLICT: Sentence("Another mail with the same id has come."),
        Warn.NEW_PARTICIPANT: Sentence("New sender in this conversation."),
        Warn.THREAD_CONFLICT: Sentence("This mail also belongs to another conversation."),
        Warn.CONTINUES: Sentence("Continues an earlier conversation."),
        Warn.OTHER_MAILBOX: Sentence("Another shared mailbox has this mail too."),
        Warn.SENDER_BLOCKED: Sentence("This sender is blocked: new mail of theirs arrives as spam."),
        Warn.DID_YOU_REPLY: Sentence("Did you reply? Then what you chose for after sending happens."),
    }
)

# The same, more to the point, where the view can name what it is about.
_WITH_FACTS: Final[Mapping[Warn, Sentence]] = MappingProxyType(
    {
        Warn.SENDER_NOT_CONFIRMED: Sentence(
            "Sender not confirmed: %(sender)s may not have written this.", {"sender": ""}
        ),
        Warn.NEW_PARTICIPANT: Sentence("New in this conversation: %(sender)s", {"sender": ""}),
        Warn.THREAD_CONFLICT: Sentence("This mail also belongs to “%(subject)s”.", {"subject": ""}),
        Warn.CONTINUES: Sentence("Continues “%(subject)s”.", {"subject": ""}),
        Warn.SENDER_BLOCKED: Sentence(
            "%(sender)s is blocked: new mail of theirs arrives as spam.", {"sender": ""}
        ),
        Warn.OTHER_MAILBOX: Sentence("%(mailbox)s has this mail too.", {"mailbox": ""}),
    }
)
