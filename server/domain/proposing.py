"""Which templates are offered for an answer, in which language, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from server.domain.catalogue import Template
from server.domain.conversation import Conversation
from server.domain.fieldvalues import fields_in
from server.domain.templates import Facts, rendered
from server.domain.workspace import Agent, Directory

LOCALES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a template was used: in all, and on conversations with each of the tags that were asked about."""

    total: int = 0
    tagged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """One template as it would read; `own` is the agent's own, `locale` the language of this text."""

    id: str
    name: str
    text: str
    locale: str
    own: bool = False
    uses: int = 0


@dataclass(frozen=True, slots=True)
class TemplatesView:
    """The templates for an answer, best first; `conversation` is None for a mail that answers none.

    `locale` is the language that was proposed or chosen.
    """

    conversation: str | None
    locale: str
    offered: tuple[Offered, ...]
    search: str = ""


def language_for(conversation: Conversation | None, directory: Directory, agent: Agent) -> str:
    """The language to answer in: the customer's as their mail says, else the mailbox's, else the agent's."""
    box = directory.mailboxes.get(conversation.mailboxes[0]) if conversation else None
    spoken = (conversation.language or "")[:2].lower() if conversation else ""
    wanted = (spoken, box.locale if box else "", agent.locale or "", directory.workspace.locale)
    return next((one for one in wanted if one in LOCALES), "en")


def fitting(directory: Directory, agent: Agent, conversation: Conversation | None) -> tuple[Template, ...]:
    """The team's templates that the agent may answer with there: for all mailboxes, or for one they share with it."""
    boxes = _shared(directory, agent, conversation)
    found = directory.templates.values()
    return tuple(one for one in found if not one.mailboxes or not boxes.isdisjoint(one.mailboxes))


def facts_for(directory: Directory, agent: Agent, conversation: Conversation | None, locale: str) -> Facts:
    """What the placeholders stand for in an answer of this agent."""
    boxes = _shared(directory, agent, conversation)
    known = [box for box in (conversation.mailboxes if conversation else ()) if box in boxes]
    box = directory.mailboxes[known[0]] if known else None
    return Facts(
        locale=locale,
        customer_name=conversation.customer_name if conversation else "",
        agent_name=agent.name,
        mailbox_name=box.name if box else "",
        mailbox_address=box.addresses[0] if box and box.addresses else "",
        subject=conversation.subject if conversation else "",
        fields={
            one.name: conversation.fields.get(one.id, "") if conversation else ""
            for one in fields_in(directory, boxes)
        },
    )


def text_in(template: Template, locale: str) -> tuple[str, str]:
    """The text in a language, else in the one that there is, with that language."""
    if locale in template.texts:
        return template.texts[locale], locale
    other = next((one for one in LOCALES if one in template.texts), "")
    return template.texts.get(other, ""), other


def offered(
    templates: Iterable[tuple[Template, bool]],
    *,
    facts: Facts,
    uses: Mapping[str, Uses],
    search: str = "",
) -> tuple[Offered, ...]:
    """The templates (with whether each is the agent's own) that match a search, best first.

    In this order: a text in the language, use on conversations with the same tags, use at all, name.
    """
    words = search.casefold().split()
    found = [(uses.get(one.id, Uses()), _as_offered(one, facts, uses, own=own)) for one, own in templates]
    matching = [(used, one) for used, one in found if one.locale and _matches(one, words)]
    matching.sort(key=lambda pair: _rank(pair[0], pair[1], facts.locale))
    return tuple(one for _, one in matching)


def _rank(used: Uses, one: Offered, locale: str) -> tuple[object, ...]:
    return (one.locale != locale, -max(used.tagged, default=0), -used.total, one.name.casefold(), one.id)


def _as_offered(template: Template, facts: Facts, uses: Mapping[str, Uses], *, own: bool) -> Offered:
    text, locale = text_in(template, facts.locale)
    total = uses.get(template.id, Uses()).total
    return Offered(template.id, template.name, rendered(text, facts), locale, own, total)


def _matches(one: Offered, words: Collection[str]) -> bool:
    where = f"{one.name}\n{one.text}".casefold()
    return all(word in where for word in words)


def _shared(directory: Directory, agent: Agent, conversation: Conversation | None) -> set[str]:
    mine = {box.id for box, _ in directory.memberships(agent.id)}
    return mine.intersection(conversation.mailboxes) if conversation else mine
