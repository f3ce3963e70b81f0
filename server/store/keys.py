"""The names of everything in the store, and what lies under each of them.

Every key of a workspace carries the workspace as its hash tag (`v1:{w}:…`), so all of them share one slot
of a cluster and every change is one atomic step. Ids are ours or digests: no address and no Message-ID
stands in a name.

key `v1:{w}:…` · type · content

- `conversation:<id>` · hash · `version`, `record` (JSON with its shape)
- `conversation:<id>:comment_ids` · zset · comment id by time of writing
- `conversation:<id>:comments` · hash · comment id → JSON with its shape
- `conversation:<id>:activity` · list · event JSON, oldest first
- `conversation:<id>:messages` · zset · message key by time
- `conversation:<id>:seen` · hash · agent → how many lines of activity they have seen
- `conversation:<id>:draft` · hash · `draft`: JSON of the answer that waits to be reviewed; gone once it is used,
  withdrawn, or its conversation settled for a week
- `message:<key>` · hash · `conversation`, `facts` (JSON with its shape), `copies` (space-separated digests),
  `moved` where somebody put it into another conversation
- `alias:<key>` · string · space-separated ids of conversations that know this message id
- `mailbox:<m>:open` `:pending` `:closed` `:purged` `:reduced` `:spam` `:snoozed` `:unassigned` · zset ·
  conversation ids (C3)
- `mailbox:<m>:tag:<t>` `:sender:<digest>` · zset · conversation ids
- `mailbox:<m>:search`, `agent:<a>:search` · zset · `word:time:id` of all that stands in the mailbox, or that is
  restricted to the agent, all at score 0 (`domain/postings.py`)
- `comments:search` · zset · `word::id` of the newest comments of all conversations, all at score 0, and `!` as long as
  they are indexed
- `agent:<a>:search`, `team:<t>:search` · zset · `+:time:id` of what was given to them, all at score 0
- `mailbox:<m>:tags` · zset · tag by when it was last put, for the picker
- `mailbox:<m>:field:<f>` · zset · ids of conversations with a value in a custom field
- `mailbox:<m>:lists` · zset · list id that looks like the mailbox's own by when it was first seen, 0: dismissed
- `agent:<a>:open` `:pending` `:snoozed` `:mentions` `:granted` `:restricted` `:reviews` `:followed` · zset ·
  conversation ids
- `agent:<a>:confidential:<m>:open` `:pending` `:snoozed` `:unassigned` · zset · restricted conversations of a mailbox
- `team:<t>:open` `:pending` `:snoozed` `:granted` `:reviews` · zset · conversation ids
- `merge:<c>` · string · JSON of what the merge of this conversation into another moved, for as long as it can be undone
- `events` · stream · one entry per change: live feed and outbox
- `request:<actor>:<id>` · string · what a request produced, with a time to live
- `using:<c>` · string · who is making a reply of its draft just now, with a time to live of seconds
- `undo:<agent>:<c>` · string · what an agent's last act on a conversation left (JSON), for half a minute
- `presence-feed` · stream · the newest comings and goings, about a thousand
- `presence:<c>` · hash · agent → the one entry of `presence.py`, with a time to live
- `gmail:<agent>:<gmail id>` · string · message key a Gmail id stands for, with a time to live
- `intent:<agent>:<digest>` · string · the conversation an agent is about to answer, with a time to live
- `exchange:<digest>` · string · the conversation of an Exchange conversation id, with a time to live
- `due` · zset · timed work by the moment it is due
- `jobs` · hash · id → JSON: work on everything that is stored, such as an erasure, that is not finished
- `reports` · hash · id → JSON: what such work did, without whom it was about
- `holds` · hash · digest of an address → JSON: a legal hold on everything about it, the address sealed
- `workspace`, `agent:<a>`, `team:<t>`, `mailbox:<m>`, `field:<f>`, `tag:<t>`, `template:<t>`, `macro:<m>`,
  `savedview:<v>`, `token:<t>`, `webhook:<w>` · hash · `record`: the directory
- `token_uses` · hash · API token → when it was last used, to the minute
- `webhook:<w>:state` · hash · how far the events are read, who delivers, and how it goes (`outbox.py`)
- `webhook:<w>:outbox` · zset · JSON of what waits to be delivered, by when it is tried next
- `webhook:<w>:log` · list · JSON of the newest deliveries, oldest first
- `template_uses` · hash · `<t>` and `<t> <digest of a tag>` → how often a template was used, in all and with a tag
- `agent:<a>:templates` · hash · id → JSON with its shape: their own templates
- `agent:<a>:template_uses` · hash · the same counts of these
- `agent:<a>:views` · hash · id → JSON with its shape: their own saved views
- `rework` · hash · `tag:<name>` or `field:<f>` → what becomes of it on conversations (JSON), until that is done
- `directory` · set · `agent:<a>`, `team:<t>`, … that exist
- `audit` · stream · one entry per act on settings and data; ids and names of fields only
- `directory_version` · string · counts changes of the directory
- `contacts` · hash · client → when it last called
- `sessions:<a>` · hash · digest of a session's secret → who is signed in to the settings, with a time to live

Outside workspaces:

- `v1:workspaces` · set · ids of the workspaces
- `v1:directory:domain:<domain>` · string · the workspace of a mail domain
- `v1:directory:tenant:<tid>` · string · the workspace of an Entra tenant
- `v1:directory:google:<subject>` · string · the workspace of a person from outside its domains
- `v1:directory:entra:<tid>.<subject>` · string · the workspace of a person from outside its tenants
- `v1:installation` · hash · `version` and what the operator entered about this installation, secrets sealed
- `v1:session:<digest>` · string · a session of the operator, with a time to live
- `v1:passing:(link|flow|code):<digest>` · string · a one-time link, a sign-in under way, an account that still
  needs its code; each with a time to live
- `v1:checkups` · hash · name of a look at the world outside → what it last found (JSON)
- `v1:worker` · string · when the worker last did its round
- `v1:probe` · string · written by the readiness check
"""

from __future__ import annotations

from dataclasses import dataclass

from server.store.directorykeys import DirectoryKeys


@dataclass(frozen=True, slots=True)
class Keys(DirectoryKeys):
    """The key names of one workspace: those of conversations and of the work on them, and those of its directory."""

    def conversation(self, conversation: str) -> str:
        """Hash: version and record of a conversation."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}"

    def comment_ids(self, conversation: str) -> str:
        """Sorted set: comment ids by time of writing."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:comment_ids"

    def comments(self, conversation: str) -> str:
        """Hash: comment id to JSON."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:comments"

    def activity(self, conversation: str) -> str:
        """List: event JSON, oldest first."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:activity"

    def draft(self, conversation: str) -> str:
        """Hash: the draft that waits to be reviewed."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:draft"

    def using(self, conversation: str) -> str:
        """String: who is making a reply of a conversation's draft just now."""
        return f"v1:{{{self.workspace}}}:using:{conversation}"

    def messages(self, conversation: str) -> str:
        """Sorted set: message keys by time."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:messages"

    def merge(self, conversation: str) -> str:
        """String: what the merge of this conversation into another moved."""
        return f"v1:{{{self.workspace}}}:merge:{conversation}"

    def message(self, message: str) -> str:
        """Hash: conversation, facts and copies of a message."""
        return f"v1:{{{self.workspace}}}:message:{message}"

    def alias(self, message: str) -> str:
        """String: the conversations that know this message id."""
        return f"v1:{{{self.workspace}}}:alias:{message}"

    def mailbox_index(self, mailbox: str, view: str) -> str:
        """Sorted set: a mailbox's conversations (open, pending, closed, purged, spam, snoozed, unassigned)."""
        return f"v1:{{{self.workspace}}}:mailbox:{mailbox}:{view}"

    def mailbox_tag(self, mailbox: str, tag: str) -> str:
        """Sorted set: conversations of a mailbox that carry a tag."""
        return f"v1:{{{self.workspace}}}:mailbox:{mailbox}:tag:{tag}"

    def mailbox_sender(self, mailbox: str, digest: str) -> str:
        """Sorted set: conversations of a mailbox with one customer, named by a digest of the address."""
        return f"v1:{{{self.workspace}}}:mailbox:{mailbox}:sender:{digest}"

    def agent_index(self, agent: str, view: str) -> str:
        """Sorted set: conversations of an agent (open, pending, snoozed, mentions, granted, reviews, followed …)."""
        return f"v1:{{{self.workspace}}}:agent:{agent}:{view}"

    def team_index(self, team: str, view: str) -> str:
        """Sorted set: conversations of a team (open, pending, snoozed, granted, reviews, search)."""
        return f"v1:{{{self.workspace}}}:team:{team}:{view}"

    def request(self, actor: str, request: str) -> str:
        """String: what a request produced."""
        return f"v1:{{{self.workspace}}}:request:{actor}:{request}"

    def undo(self, agent: str, conversation: str) -> str:
        """String: what an agent's last act on a conversation left, while it can be taken back."""
        return f"v1:{{{self.workspace}}}:undo:{agent}:{conversation}"

    def presence(self, conversation: str) -> str:
        """Hash: who is looking at a conversation."""
        return f"v1:{{{self.workspace}}}:presence:{conversation}"

    def gmail(self, agent: str, gmail_id: str) -> str:
        """String: the message key that an agent's Gmail id stands for."""
        return f"v1:{{{self.workspace}}}:gmail:{agent}:{gmail_id}"

    @property
    def events(self) -> str:
        """Stream: one entry per change."""
        return f"v1:{{{self.workspace}}}:events"

    @property
    def presence_feed(self) -> str:
        """Stream: the newest comings and goings in conversations, about a thousand."""
        return f"v1:{{{self.workspace}}}:presence-feed"

    def seen(self, conversation: str) -> str:
        """Hash: how many lines of a conversation's activity each agent has seen."""
        return f"v1:{{{self.workspace}}}:conversation:{conversation}:seen"

    def intent(self, agent: str, digest: str) -> str:
        """String: which conversation an agent said they are about to answer, by what their client knows of it."""
        return f"v1:{{{self.workspace}}}:intent:{agent}:{digest}"

    def exchange(self, digest: str) -> str:
        """String: the conversation that an Exchange conversation id was seen with."""
        return f"v1:{{{self.workspace}}}:exchange:{digest}"

    @property
    def jobs(self) -> str:
        """Hash: unfinished work on everything that is stored."""
        return f"v1:{{{self.workspace}}}:jobs"

    @property
    def reports(self) -> str:
        """Hash: what such work did."""
        return f"v1:{{{self.workspace}}}:reports"

    @property
    def holds(self) -> str:
        """Hash: legal holds on everything about an address, by its digest."""
        return f"v1:{{{self.workspace}}}:holds"

    @property
    def due(self) -> str:
        """Sorted set: timed work by the moment it is due."""
        return f"v1:{{{self.workspace}}}:due"

    @property
    def comment_words(self) -> str:
        """Sorted set: the words of comments, where they are searched."""
        return f"v1:{{{self.workspace}}}:comments:search"
