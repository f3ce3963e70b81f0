"""What merging two conversations would do, told before anybody does it (PRODUCT R12, DECISIONS A3)."""

from __future__ import annotations

from server.domain import merging, policy
from server.domain.conversation import Conversation
from server.domain.errors import Invalid, NotFound
from server.domain.linkviews import Exposure
from server.domain.rows import label, row_view
from server.domain.tidyviews import MergePlan
from server.domain.views import ConversationView, Sentence
from server.domain.vocabulary import Act
from server.domain.workspace import Directory
from server.usecases.inbox import Done, Inbox, read, view


def merge_plan(inbox: Inbox, agent: str, *, conversation: str, other: str) -> MergePlan:
    """What becomes of one conversation by taking in another that the agent sees; three round trips."""
    inbox, stored, record = read(inbox, agent, conversation)
    whole, of = view(Done(inbox, stored, record), agent), inbox.conversations
    source = of.ends([other]).get(other)
    if source is None or not policy.sees(inbox.directory, agent, source):
        raise NotFound("This conversation does not exist.")
    if source.id == record.id:
        raise Invalid("The two are one conversation already.")
    said = int(of.store.read([("ZCARD", of.keys.comment_ids(source.id))])[0])
    refusal = _refusal(inbox.directory, agent, source, record, whole)
    both = (source, said), (record, whole.comment_count)
    return MergePlan(
        conversation=whole,
        row=row_view(source, directory=inbox.directory, agent=agent),
        mails=source.message_count,
        comments=said,
        # who may not merge does not learn of mailboxes that are not theirs
        shown=() if refusal else _shown(inbox.directory, *both),
        refusal=refusal,
    )


def _refusal(
    directory: Directory, agent: str, source: Conversation, target: Conversation, whole: ConversationView
) -> Sentence | None:
    if Act.TIDY not in whole.can or not policy.may(directory, agent, Act.TIDY, source):
        return Sentence("Merging needs the right to tidy up in every mailbox of both.")
    try:
        merging.refuse_merge(source, target)
    except Invalid as refused:
        return Sentence(refused.message, dict(refused.facts))
    return None


def _shown(directory: Directory, *sides: tuple[Conversation, int]) -> tuple[Exposure, ...]:
    """Whose comments people of which other mailboxes will see."""
    boxes = {box: None for record, _ in sides for box in record.mailboxes}
    made = []
    for record, said in sides:
        more = [box for box in boxes if box not in record.mailboxes and box in directory.mailboxes]
        names = (label(directory.mailboxes[box]) for box in more)
        if more and said:
            made.append(Exposure(said, record.subject, tuple(one.address or one.name for one in names)))
    return tuple(made)
