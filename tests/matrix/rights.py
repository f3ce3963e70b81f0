"""Who may ask for what of the settings, by the names of the operations; written by hand from PRODUCT 3.4 and A5."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.matrix.grid import table

GROUPS: Mapping[str, tuple[str, ...]] = {
    "admins": ("admin", "emergency", "emergency-ended"),
    "both": ("manager",),
    "own": ("manager-unlisted",),
    "members": (
        *("agent", "agent-unlisted", "given", "given-by-team", "given-nothing", "viewer", "viewer-unlisted"),
        *("light", "light-unlisted", "light-follower", "light-unnamed"),
    ),
    "others": ("elsewhere",),
    "none": ("outsider", "removed"),
    "settings": ("token-settings",),
    "programs": ("token-manager", "token-agent", "token-viewer", "token-elsewhere"),
    "strangers": ("stranger", "deactivated"),
    "nobody": ("nobody", "token-expired", "token-revoked"),
}
"""Managers of support and hr, of support alone, and the other members of support; `others` work in hr."""

CELLS = table("""
                       admins both own members others none settings programs strangers nobody
    anyone                +    +    +     +      +     +      +        F         N       U
    admin                 +    F    F     F      F     F      +        F         N       U
    person-theirs         +    .    .     .      .     .      +        F         N       U
    person-unknown        .    .    .     .      .     .      .        F         N       U
    manager-support       +    +    +     F      .     .      +        F         N       U
    manager-hr            +    +    .     .      F     .      +        F         N       U
    manager-nowhere       .    .    .     .      .     .      .        F         N       U
    owner-support         +    F    F     F      .     .      +        F         N       U
    owner-hr              +    F    .     .      F     .      +        F         N       U
    owner-nowhere         .    .    .     .      .     .      .        F         N       U
    people-only           +    F    F     F      F     F      F        F         N       U
    job-unknown           .    F    F     F      F     F      F        F         N       U
    emergency             +    .    .     .      .     .      .        F         N       U
    delete-ordinary       +    +    +     v      .     .      F        F         N       U
    delete-hr             +    +    .     .      v     .      .        F         N       U
    delete-unknown        .    .    .     .      .     .      .        F         N       U
    create-nowhere        +    .    .     .      .     .      +        F         N       U
    list                  +    +    +     F      F     F      +        F         N       U
    item-support          +    +    +     .      .     .      +        F         N       U
    item-hr               +    +    .     .      .     .      +        F         N       U
    item-all              +    F    F     .      .     .      +        F         N       U
    into-all              +    +    +     .      .     .      +        F         N       U
    item-nowhere          .    .    .     .      .     .      .        F         N       U
""")
"""`anyone` lists what is theirs; `v` is refused to those who see the conversation (F) and does not exist for others.

No program gets at `people-only`, where it could give itself rights or read about people. An `item` is a tag, field or
template for one mailbox, or for all of them; `into` one for all changes only one's own mailboxes.
"""

PLACES = ("support", "hr", "nowhere")
THINGS = ("support", "hr", "all", "nowhere")


def _by(kind: str, resources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}-{one}" for one in resources)


PERSON = ("person-theirs", "person-unknown")
MANAGER, OWNER, ITEM = _by("manager", PLACES), _by("owner", PLACES), _by("item", THINGS)
DELETE = ("delete-ordinary", "delete-hr", "delete-unknown")
CREATE = ("manager-support", "manager-hr", "create-nowhere")

RIGHTS: Mapping[str, tuple[str, ...]] = {
    "show_workspace": ("admin",),
    "change_workspace": ("admin",),
    "list_mailboxes": ("anyone",),
    "add_mailbox": ("admin",),
    "show_mailbox": MANAGER,
    "change_mailbox": MANAGER,
    "mailbox_removal": OWNER,
    "remove_mailbox": OWNER,
    "put_member": MANAGER,
    "remove_member": MANAGER,
    "member_removal": MANAGER,
    "seen_lists": MANAGER,
    "judge_list": MANAGER,
    "list_people": ("anyone",),
    "invite": ("admin",),
    "show_person": PERSON,
    "change_person": PERSON,
    "new_code": PERSON,
    "unlink": PERSON,
    "leaving": PERSON,
    "deactivate": PERSON,
    "reactivate": PERSON,
    "put_availability": PERSON,
    "list_teams": ("admin",),
    "add_team": ("admin",),
    "change_team": ("admin",),
    "team_removal": ("admin",),
    "remove_team": ("admin",),
    "list_tags": ("anyone",),
    "create_tag": CREATE,
    "change_tag": ITEM,
    "tag_use": ("list",),
    "merge_tag": ("item-support", "item-hr", "into-all", "item-nowhere"),
    "delete_tag": ("list",),
    "list_fields": ("anyone",),
    "create_field": CREATE,
    "change_field": ITEM,
    "field_use": ITEM,
    "delete_field": ITEM,
    "list_templates": ("anyone",),
    "create_template": CREATE,
    "change_template": ITEM,
    "delete_template": ITEM,
    "preview_template": ("list",),
    "list_macros": ("anyone",),
    "create_macro": CREATE,
    "change_macro": ITEM,
    "delete_macro": ITEM,
    "list_shared_views": ("anyone",),
    "create_shared_view": CREATE,
    "change_shared_view": ITEM,
    "delete_shared_view": ITEM,
    "health": ("admin",),
    "list_tokens": ("people-only",),
    "create_token": ("people-only",),
    "revoke_token": ("people-only",),
    "list_webhooks": ("people-only",),
    "create_webhook": ("people-only",),
    "change_webhook": ("people-only",),
    "rotate_secret": ("people-only",),
    "send_test": ("people-only",),
    "list_deliveries": ("people-only",),
    "remove_webhook": ("people-only",),
    "about_person": ("people-only",),
    "list_jobs": ("people-only",),
    "show_job": ("job-unknown",),
    "erase_person": ("people-only",),
    "conceal_subjects": ("people-only",),
    "confirm_job": ("job-unknown",),
    "cancel_job": ("job-unknown",),
    "list_holds": ("people-only",),
    "hold": ("people-only",),
    "release": ("people-only",),
    "forecast": ("people-only",),
    "preview_removal": DELETE,
    "remove_conversation": DELETE,
    "begin_emergency": ("people-only",),
    "end_emergency": ("emergency",),
    "audit": ("people-only",),
    "export_settings": ("people-only",),
    "import_settings": ("admin",),
}
"""Operation under /settings → its rows in the table, one for each kind of thing that it can be asked about."""

STALE = "x" * 8
"""A version that is none: what is allowed gets as far as the conflict, and changes nothing."""

BODIES: Mapping[str, Mapping[str, Any]] = {
    "change_workspace": {"legal_text": "x"},
    "add_mailbox": {"name": "Box", "addresses": ["nobody"]},
    "change_mailbox": {"guideline": "x"},
    "put_member": {"role": "viewer"},
    "judge_list": {"list_id": "nobody.example", "own": False},
    "invite": {"name": "Neu", "emails": ["nobody"]},
    "change_person": {"name": "Neu"},
    "new_code": {},
    "unlink": {"google": True},
    "deactivate": {},
    "reactivate": {},
    "put_availability": {"availability": "available"},
    "add_team": {"name": " "},
    "change_team": {"name": "Neu"},
    "create_tag": {"name": " "},
    "change_tag": {"meaning": "x"},
    "merge_tag": {"name": "none"},
    "delete_tag": {"name": "none"},
    "create_field": {"name": " "},
    "change_field": {"position": 1},
    "create_template": {"name": " ", "texts": {"de": "x"}},
    "change_template": {"name": "Neu"},
    "preview_template": {"text": "x"},
    "create_macro": {"name": " ", "steps": [{"kind": "tag", "value": "vip"}]},
    "change_macro": {"name": "Neu"},
    "create_shared_view": {"name": " ", "query": "x"},
    "change_shared_view": {"name": "Neu"},
    "create_token": {"name": " ", "scopes": ["settings:read"]},
    "create_webhook": {"name": " ", "url": "https://hooks.example/x", "mailboxes": ["support"]},
    "change_webhook": {"name": "Neu"},
    "about_person": {"address": "nobody"},
    "erase_person": {"address": "nobody"},
    "confirm_job": {},
    "hold": {"address": "nobody"},
    "release": {"address": "nobody"},
    "begin_emergency": {"reason": "x"},
    "import_settings": {"document": {}, "dry_run": True},
}
"""What is sent with what takes a body; `seen` is added, and creating something is refused for what it says."""
QUERIES = {"tag_use": "?name=none"}
NEEDS_SEEN = {
    *(
        "change_workspace",
        "change_mailbox",
        "put_member",
        "change_person",
        "new_code",
        "unlink",
        "deactivate",
    ),
    *("reactivate", "change_team", "change_tag", "change_field", "change_template", "change_webhook"),
    "change_macro",
    "change_shared_view",
}
REMOVES = {
    "remove_mailbox",
    "remove_member",
    "remove_team",
    "delete_field",
    "delete_template",
    "delete_macro",
    "delete_shared_view",
}

NOT_DONE = {"conceal_subjects", "remove_conversation", "begin_emergency", "end_emergency"}
"""What cannot be asked for without changing something; that it is allowed is tested where it is done."""
