"""Arbitrary views of what can be put right, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from server.domain.linking import OTHER_SIDE
from server.domain.linkviews import Exposure
from server.domain.tidyviews import CandidateLine, LinkLine, MailLine, MergedLine, MergePlan, TidyView
from server.domain.views import Sentence
from tests.support.card_views import conversations, counts, keys, labels, rows, searches, texts, times

_mails = st.builds(MailLine, keys, times, texts, texts, st.booleans())
_candidates = st.builds(CandidateLine, rows, counts, st.booleans())
tidies = st.builds(
    TidyView,
    conversation=conversations,
    mail_count=counts,
    mails=st.lists(_mails, max_size=60, unique_by=lambda one: one.key).map(tuple),
    candidates=st.lists(_candidates, max_size=30).map(tuple),
    merged=st.lists(st.builds(MergedLine, keys, texts, times), max_size=20).map(tuple),
    links=st.lists(st.builds(LinkLine, st.sampled_from(list(OTHER_SIDE)), rows), max_size=20).map(tuple),
    places=st.lists(labels, max_size=20).map(tuple),
    blocked=st.none() | st.booleans(),
)
_exposures = st.builds(Exposure, counts, texts, st.lists(texts, min_size=1, max_size=4).map(tuple))
merge_plans = st.builds(
    MergePlan,
    conversation=conversations,
    row=rows,
    mails=counts,
    comments=counts,
    shown=st.lists(_exposures, max_size=2).map(tuple),
    refusal=st.none() | st.just(Sentence("Only conversations of the same mailbox can be merged.")),
)
found = st.tuples(conversations, searches)
moves = st.tuples(tidies, labels)
