"""Every path that a card can call, once; the Gmail side registers exactly these."""

from __future__ import annotations

from typing import Final

REFRESH: Final = "/gmail/refresh"
TAKE: Final = "/gmail/take"
ASSIGN: Final = "/gmail/assign"
STATUS: Final = "/gmail/status"
SNOOZE: Final = "/gmail/snooze"
PRIORITY: Final = "/gmail/priority"
TAG: Final = "/gmail/tag"
COMMENT: Final = "/gmail/comment"
CLAIM: Final = "/gmail/claim"
RELEASE: Final = "/gmail/release"
ASK: Final = "/gmail/ask"
ADD: Final = "/gmail/add"
LINK: Final = "/gmail/link"
FIELDS: Final = "/gmail/fields"
RESTRICT: Final = "/gmail/restrict"
EDIT_COMMENT: Final = "/gmail/comment/edit"
DELETE_COMMENT: Final = "/gmail/comment/delete"
KEEP_VIEW: Final = "/gmail/view/keep"
DROP_VIEW: Final = "/gmail/view/drop"
AVAILABILITY: Final = "/gmail/availability"
FOLLOW: Final = "/gmail/follow"
UNDO: Final = "/gmail/undo"
MACRO: Final = "/gmail/macro"
MACRO_REPLY: Final = "/gmail/macro/reply"

COMPOSE: Final = "/gmail/compose"
COMPOSE_LOOK: Final = "/gmail/compose/look"
COMPOSE_CLAIM: Final = "/gmail/compose/claim"
COMPOSE_INSERT: Final = "/gmail/compose/insert"
COMPOSE_AFTER: Final = "/gmail/compose/after"
REPLIED: Final = "/gmail/replied"

DRAFT_ASK: Final = "/gmail/draft/ask"
DRAFT_APPROVE: Final = "/gmail/draft/approve"
DRAFT_RETURN: Final = "/gmail/draft/return"
DRAFT_EDIT: Final = "/gmail/draft/edit"
DRAFT_USE: Final = "/gmail/draft/use"
DRAFT_WITHDRAW: Final = "/gmail/draft/withdraw"

MERGE: Final = "/gmail/merge"
UNMERGE: Final = "/gmail/unmerge"
SPLIT: Final = "/gmail/split"
MOVE: Final = "/gmail/move"
LINK_WITH: Final = "/gmail/link-with"
UNLINK: Final = "/gmail/unlink"
BLOCK: Final = "/gmail/block"

SHOW_ASSIGN: Final = "/gmail/show/assign"
SHOW_MORE: Final = "/gmail/show/more"
SHOW_TAGS: Final = "/gmail/show/tags"
SEARCH: Final = "/gmail/search"
SHOW_SEARCH: Final = "/gmail/show/search"
SHOW_PREVIOUS: Final = "/gmail/show/previous"
SHOW_ACTIVITY: Final = "/gmail/show/activity"
SHOW_VIEW: Final = "/gmail/show/view"
SHOW_KEEP: Final = "/gmail/show/keep"
SHOW_QUEUE: Final = "/gmail/show/queue"
SHOW_FIELDS: Final = "/gmail/show/fields"
SHOW_RESTRICT: Final = "/gmail/show/restrict"
SHOW_COMMENT: Final = "/gmail/show/comment"
SHOW_MACROS: Final = "/gmail/show/macros"
SHOW_MACRO: Final = "/gmail/show/macro"
SHOW_DRAFT: Final = "/gmail/show/draft"
SHOW_TIDY: Final = "/gmail/show/tidy"
SHOW_MERGE: Final = "/gmail/show/merge"
SHOW_PARTNERS: Final = "/gmail/show/partners"
SHOW_SPLIT: Final = "/gmail/show/split"
SHOW_MOVE: Final = "/gmail/show/move"

PEOPLE: Final = "/gmail/people"
ASSIGNEES: Final = "/gmail/assignees"

CALLBACKS: Final = frozenset(
    {SEARCH, REFRESH, TAKE, ASSIGN, STATUS, SNOOZE, PRIORITY, TAG, COMMENT, CLAIM, RELEASE, ASK, ADD, LINK}
    | {FIELDS, RESTRICT, EDIT_COMMENT, DELETE_COMMENT, AVAILABILITY}
    | {COMPOSE_LOOK, COMPOSE_CLAIM, COMPOSE_INSERT, COMPOSE_AFTER, REPLIED}
    | {DRAFT_ASK, DRAFT_APPROVE, DRAFT_RETURN, DRAFT_EDIT, DRAFT_USE, DRAFT_WITHDRAW}
    | {MERGE, UNMERGE, SPLIT, MOVE, LINK_WITH, UNLINK, BLOCK}
    | {FOLLOW, UNDO, MACRO, MACRO_REPLY}
    | {KEEP_VIEW, DROP_VIEW}
)
"""Answered with a form response: they change something, or show it afresh."""

PUSHES: Final = frozenset(
    {SHOW_SEARCH, SHOW_ASSIGN, SHOW_MORE, SHOW_TAGS, SHOW_PREVIOUS, SHOW_ACTIVITY, SHOW_QUEUE}
    | {SHOW_FIELDS, SHOW_RESTRICT, SHOW_COMMENT, SHOW_DRAFT}
    | {SHOW_TIDY, SHOW_MERGE, SHOW_PARTNERS, SHOW_SPLIT, SHOW_MOVE}
    | {SHOW_MACROS, SHOW_MACRO, SHOW_VIEW, SHOW_KEEP}
)
"""Answered with a form response that pushes another card."""

SUGGESTIONS: Final = frozenset({PEOPLE, ASSIGNEES})
"""Answered with suggestions while somebody types."""
