"""Answering with a template: which are offered beside a conversation, and one of them as it reads there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.domain import policy, proposing
from server.domain.catalogue import Template
from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.fieldvalues import fields_in
from server.domain.proposing import Offered, TemplatesView
from server.domain.templates import checked_text, rendered, rendered_html
from server.domain.vocabulary import Act, Role
from server.domain.workspace import Agent
from server.store.conversations import Wanted
from server.store.templates import Templates
from server.usecases.checking import checked_name
from server.usecases.inbox import Inbox, read

OWN = 200
"""Templates of their own that an agent may keep."""


@dataclass(frozen=True, slots=True)
class Written:
    """A template filled in for one answer, as plain text and as paragraphs of HTML."""

    name: str
    locale: str
    text: str
    html: str


def templates_for(
    inbox: Inbox, agent: Agent, *, conversation: str | None = None, locale: str = "", search: str = ""
) -> TemplatesView:
    """The templates for an answer in a language, by default the customer's; two round trips."""
    inbox, record = _answerable(inbox, agent, conversation)
    return offer(inbox, agent, record, locale=locale, search=search)


def offer(
    inbox: Inbox, agent: Agent, record: Conversation | None, *, locale: str = "", search: str = ""
) -> TemplatesView:
    """The same for a conversation that was read already."""
    locale = _language(inbox, agent, record, locale)
    team = proposing.fitting(inbox.directory, agent, record)
    tags = record.tags if record else ()
    shelf = shelves(inbox).shelf(agent.id, [one.id for one in team], tags)
    every = [*((one, False) for one in team), *((one, True) for one in shelf.own)]
    facts = proposing.facts_for(inbox.directory, agent, record, locale)
    found: tuple[Offered, ...] = proposing.offered(every, facts=facts, uses=shelf.uses, search=search)
    return TemplatesView(record.id if record else None, locale, found, search)


def use_template(
    inbox: Inbox, agent: Agent, template: str, *, conversation: str | None = None, locale: str = ""
) -> Written:
    """A template as it reads in an answer, its use counted; two round trips."""
    inbox, record = _answerable(inbox, agent, conversation)
    known = _of_team(inbox, agent, template, record)
    if known is None:
        known = shelves(inbox).used(agent.id, template, record.tags if record else ())
    if known is None:
        raise NotFound("There is no such template.")
    return _written(inbox, agent, known, record, locale)


def answer_with(inbox: Inbox, agent: Agent, template: str, *, record: Conversation) -> Written | None:
    """A template of the team in a conversation that was read already, its use counted; None where it does not fit."""
    if not policy.may(inbox.directory, agent.id, Act.CLAIM, record):
        return None
    known = _of_team(inbox, agent, template, record)
    return _written(inbox, agent, known, record, "") if known else None


def own_templates(inbox: Inbox, agent: Agent) -> tuple[Template, ...]:
    """The agent's own templates, by name."""
    return shelves(inbox).own(agent.id)


def keep_template(
    inbox: Inbox, agent: Agent, template: Template, *, seen: Template | None = None
) -> Template:
    """Keep a template of one's own; without an id it is a new one. Conflict if it is not as it was seen."""
    _may_write(inbox, agent)
    known = {one.id: one for one in own_templates(inbox, agent)}
    if template.id and template.id not in known:
        raise NotFound("There is no such template.")
    if not template.id and len(known) >= OWN:
        raise Invalid("You may keep %(limit)s templates of your own.", limit=OWN)
    if seen is not None and known.get(template.id) != seen:
        raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")
    kept = replace(_checked(inbox, agent, template), id=template.id or inbox.new_id())
    shelves(inbox).keep(agent.id, kept)
    return kept


def drop_template(inbox: Inbox, agent: Agent, template: str) -> None:
    """Delete a template of one's own; one that is gone already stays gone."""
    shelves(inbox).drop(agent.id, template)


def shelves(inbox: Inbox) -> Templates:
    """The workspace's own templates and counts."""
    conversations = inbox.conversations
    return Templates(conversations.store, conversations.keys, conversations.digests)


def _answerable(inbox: Inbox, agent: Agent, conversation: str | None) -> tuple[Inbox, Conversation | None]:
    """The conversation, where the agent may answer in it; None for a mail that begins one."""
    if conversation is None:
        return inbox.fresh(), None
    inbox, _, record = read(inbox, agent.id, conversation, Wanted(comments=0))
    policy.require(inbox.directory, agent.id, Act.CLAIM, record)
    return inbox, record


def _of_team(inbox: Inbox, agent: Agent, template: str, record: Conversation | None) -> Template | None:
    """A template of the team that fits there, its use counted."""
    known = {one.id: one for one in proposing.fitting(inbox.directory, agent, record)}.get(template)
    if known is not None:
        shelves(inbox).count(template, record.tags if record else ())
    return known


def _written(
    inbox: Inbox, agent: Agent, template: Template, record: Conversation | None, locale: str
) -> Written:
    text, spoken = proposing.text_in(template, _language(inbox, agent, record, locale))
    facts = proposing.facts_for(inbox.directory, agent, record, spoken)
    return Written(template.name, spoken, rendered(text, facts), rendered_html(text, facts))


def _language(inbox: Inbox, agent: Agent, record: Conversation | None, locale: str) -> str:
    chosen = locale[:2].lower()
    return chosen if chosen in proposing.LOCALES else proposing.language_for(record, inbox.directory, agent)


def _may_write(inbox: Inbox, agent: Agent) -> None:
    roles = {member.role for _, member in inbox.directory.memberships(agent.id)}
    if roles.isdisjoint({Role.MANAGER, Role.AGENT}):
        raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=Role.AGENT)


def _checked(inbox: Inbox, agent: Agent, template: Template) -> Template:
    name = checked_name(template.name)
    mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}
    fields = [one.name for one in fields_in(inbox.directory, mine)]
    kept = {
        locale: checked_text(text, fields=fields)
        for locale, text in sorted(template.texts.items())
        if locale in proposing.LOCALES
    }
    texts = {locale: text for locale, text in kept.items() if text}
    if not texts:
        raise Invalid("A template needs a text in at least one language.")
    return Template(template.id, name, texts)
