"""Which names there may be: what the table in `keys.py` says, as patterns."""

from __future__ import annotations

import re

_ID = r"[\w.=-]+"
_OF_WORKSPACE = (
    rf"conversation:{_ID}(:(comment_ids|comments|activity|messages|seen|draft))?",
    r"comments:search",
    rf"message:{_ID}",
    rf"merge:{_ID}",
    rf"alias:{_ID}",
    rf"mailbox:{_ID}(:(open|pending|closed|purged|reduced|spam|snoozed|unassigned|tags|lists|search|(tag|sender|field):{_ID}))?",
    rf"agent:{_ID}(:(open|pending|snoozed|mentions|granted|restricted|search|templates|template_uses|views|reviews|followed))?",
    rf"agent:{_ID}:confidential:{_ID}:(open|pending|snoozed|unassigned)",
    rf"team:{_ID}(:(open|pending|snoozed|granted|reviews|search))?",
    rf"(field|tag|template|macro|savedview|token):{_ID}",
    rf"webhook:{_ID}(:(state|outbox|log))?",
    r"(events|presence-feed|due|workspace|directory|directory_version|audit|contacts|rework|token_uses|template_uses|jobs|reports|holds)",
    rf"request:{_ID}:[\w.:=-]+",
    rf"undo:{_ID}:{_ID}",
    rf"using:{_ID}",
    rf"presence:{_ID}",
    rf"gmail:{_ID}:{_ID}",
    rf"intent:{_ID}:{_ID}",
    rf"exchange:{_ID}",
    rf"sessions:{_ID}",
)
PATTERNS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        *(rf"v1:\{{{_ID}\}}:{rest}" for rest in _OF_WORKSPACE),
        r"v1:workspaces",
        r"v1:probe",
        r"v1:(installation|checkups|worker)",
        rf"v1:session:{_ID}",
        rf"v1:passing:(link|flow|code):{_ID}",
        rf"v1:directory:(domain|tenant|google|entra):{_ID}",
    )
)


def matches(key: str) -> bool:
    """Whether a key is one that the table names."""
    return any(pattern.fullmatch(key) for pattern in PATTERNS)
