"""Arbitrary views for Hypothesis: every state, every role, and the text that people should not type."""

from __future__ import annotations

from hypothesis import strategies as st

from server.domain.catalogue import FieldKind, ViewSort
from server.domain.choiceviews import AssignView, Candidate, Listed, RestrictView, TagsView
from server.domain.composing import ComposeView, Possible
from server.domain.customfields import LONGEST
from server.domain.differences import Kind, Passage
from server.domain.drafts import ReviewState, Step
from server.domain.findviews import SearchView
from server.domain.guard import Reason, Warned
from server.domain.linking import OTHER_SIDE
from server.domain.linkviews import LinkView
from server.domain.listviews import (
    HomeView,
    MailboxCounts,
    OutsideView,
    PreviousView,
    Queue,
    QueueView,
    RowView,
)
from server.domain.offering import OfferedView
from server.domain.proposing import Offered, TemplatesView
from server.domain.savedviews import FoundView, Sharing
from server.domain.views import (
    AbsenceView,
    ActivityPage,
    ActivityView,
    ClaimView,
    CommentView,
    ConversationView,
    DraftView,
    FieldView,
    GuidelineView,
    MailboxLabel,
    MentionSpan,
    Party,
    PresenceView,
    RestrictedView,
    ReviewView,
    Sentence,
    Warn,
)
from server.domain.views import (
    WarningView as Notice,
)
from server.domain.vocabulary import Act, Availability, Channel, Mode, Priority, Role, Standing
from tests.support.cards import NOW

HOSTILE = (
    "<b>x</b><script>alert(1)</script>",
    "&lt;&amp; &copy; %(who)s %s %",
    "\u202egnip.exe \u2069\u2066",
    "a\x00\x07\x1b[31m\r\nb\tc\u2028d",
    "שלום עולם",
    "\ud800 lone",
    "<" * 1_500,
    "&\n" * 800,
    "👩‍👩‍👧 " * 400,
    " ",
    "",
)

keys = st.text("abc0", min_size=1, max_size=8)
# By number: a strategy that knew the texts would print them all with every complaint.
texts = st.integers(0, len(HOSTILE) - 1).map(lambda number: HOSTILE[number]) | st.text(max_size=20)
times = st.integers(0, 4_102_444_800_000)
counts = st.integers(0, 10_000)
parties = st.builds(Party, st.sampled_from(("agent:a", "team:t")), texts, st.booleans())
labels = st.builds(MailboxLabel, keys, texts, texts)
spans = st.builds(MentionSpan, st.integers(0, 40), st.integers(0, 60), st.booleans())
comments = st.builds(
    CommentView,
    keys,
    parties,
    times,
    texts,
    st.lists(spans, max_size=4).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
fields = st.builds(
    FieldView,
    keys,
    texts,
    st.sampled_from(FieldKind),
    texts.map(lambda text: text[:LONGEST])
    | st.sampled_from(("2026-11-30", "12.5", "true", "https://a.example/?x=1&y=<2>")),
    st.lists(texts, max_size=4).map(tuple),
)
guidelines = st.builds(GuidelineView, labels, texts | st.just("Siehe https://a.example/<b>?x=1&y."))
absences = st.builds(AbsenceView, st.none() | times, st.none() | parties, st.booleans())
restricted = st.builds(RestrictedView, st.integers(0, 200), st.lists(parties, max_size=5).map(tuple))
warnings = st.builds(
    Notice,
    st.sampled_from(Warn),
    st.dictionaries(st.sampled_from(("subject", "mailbox", "sender", "other")), texts),
)
linked = st.builds(
    LinkView,
    st.sampled_from(list(OTHER_SIDE)),
    keys,
    texts,
    st.sampled_from(Standing),
    st.none() | times,
    texts,
    st.none() | texts,
)
presence = st.builds(PresenceView, texts, st.sampled_from(Mode), st.just("gmail"), times)
reviews = st.builds(
    ReviewView,
    st.frozensets(st.sampled_from(Step)),
    st.none() | parties,
    st.none() | parties,
    st.none() | st.sampled_from(ReviewState),
    st.none() | times,
    st.none() | times,
    st.booleans(),
    st.booleans(),
)
conversations = st.builds(
    ConversationView,
    id=st.none() | keys,
    version=counts,
    at=times,
    mailbox=labels,
    other_mailboxes=st.lists(labels, max_size=3).map(tuple),
    subject=texts,
    customer_name=texts,
    customer_address=texts,
    standing=st.sampled_from(Standing),
    priority=st.sampled_from(Priority),
    channel=st.sampled_from(Channel),
    assignee=st.none() | parties,
    tags=st.lists(texts, max_size=60).map(tuple),
    role=st.sampled_from(Role),
    can=st.frozensets(st.sampled_from(Act)),
    primary=st.none() | st.sampled_from(Act),
    waiting_since=st.none() | times,
    snoozed_until=st.none() | times,
    closed_at=st.none() | times,
    claim=st.none() | st.builds(ClaimView, parties, times, times),
    presence=st.lists(presence, max_size=6).map(tuple),
    comments=st.lists(comments, max_size=14).map(tuple),
    comment_count=counts,
    activity_count=counts,
    previous_count=counts,
    warnings=st.lists(warnings, max_size=8).map(tuple),
    fields=st.lists(fields, max_size=45, unique_by=lambda one: one.id).map(tuple),
    guidelines=st.lists(guidelines, max_size=4).map(tuple),
    links=st.lists(linked, max_size=12).map(tuple),
    restricted=st.none() | restricted,
    absence=st.none() | absences,
    review=reviews,
)
passages = st.builds(Passage, st.sampled_from(Kind), texts)
drafts = st.builds(
    DraftView,
    conversations,
    texts,
    texts,
    st.lists(passages, max_size=8).map(tuple),
    st.lists(parties, max_size=40).map(tuple),
)
people = st.builds(Party, keys.map("agent:{}".format), texts, st.booleans())
listed = st.builds(Listed, people, st.booleans())
viewers = st.builds(
    RestrictView,
    conversations,
    st.lists(listed, max_size=120, unique_by=lambda one: one.party.id).map(tuple),
)
rows = st.builds(
    RowView,
    keys,
    texts,
    texts,
    texts,
    st.sampled_from(Standing),
    st.none() | parties,
    st.none() | times,
    times,
    st.none() | times,
    st.none() | texts,
)
many_rows = st.lists(rows, max_size=25).map(tuple)
entries = st.builds(
    ActivityView, times, st.builds(Sentence, st.just("%(who)s replied"), st.just({"who": "<b>"}))
)
pages = st.builds(
    ActivityPage, keys, texts, st.lists(entries | comments, max_size=65).map(tuple), st.none() | keys
)
candidates = st.builds(
    Candidate,
    parties,
    counts,
    st.booleans(),
    st.sampled_from(Availability),
    st.none() | counts,
    st.none() | absences,
)
pickers = st.builds(AssignView, conversations, st.lists(candidates, max_size=40).map(tuple), texts, counts)
tag_pickers = st.builds(TagsView, conversations, st.lists(texts, max_size=50).map(tuple))
queues = st.builds(
    QueueView, st.sampled_from(Queue), st.none() | labels, many_rows, counts, st.just(NOW), st.none() | keys
)
previous = st.builds(PreviousView, keys, texts, texts, many_rows, times)
flags = st.booleans()
searches = st.builds(SearchView, texts, many_rows, times, st.none() | keys, flags, flags, flags)
saved = st.builds(
    OfferedView,
    keys,
    texts,
    texts,
    st.sampled_from(ViewSort),
    flags,
    st.lists(texts, max_size=4).map(tuple),
    flags,
)
found_views = st.builds(FoundView, saved, searches, flags)
places = st.lists(st.tuples(keys, texts), max_size=120, unique_by=lambda one: one[0]).map(tuple)
saving = st.tuples(saved, st.builds(Sharing, places, flags))
many_saved = st.lists(saved, max_size=120)
boxes = st.builds(MailboxCounts, labels, st.none() | counts, counts, counts)
homes = st.builds(
    HomeView,
    texts,
    times,
    counts,
    st.none() | counts,
    counts,
    counts,
    st.lists(boxes, max_size=50).map(tuple),
    st.sampled_from(Availability),
    st.none() | absences,
    views=st.lists(saved, max_size=60).map(tuple),
)
outsides = st.builds(OutsideView, st.lists(labels, max_size=60).map(tuple), counts, times)
_locales = st.sampled_from(("de", "en"))
_offered = st.builds(Offered, keys, texts, texts, _locales, st.booleans(), counts)
_warned = st.builds(
    Warned,
    st.sampled_from(Reason),
    st.builds(lambda who: Sentence("%(who)s is writing a reply right now.", {"who": who}), texts),
)
drafts_in_gmail = st.builds(
    ComposeView,
    at=times,
    templates=st.builds(
        TemplatesView, st.none() | keys, _locales, st.lists(_offered, max_size=60).map(tuple), texts
    ),
    answers=st.none() | conversations,
    sure=st.booleans(),
    possible=st.lists(st.builds(Possible, keys, texts), max_size=5).map(tuple),
    warned=st.lists(_warned, max_size=4).map(tuple),
)
