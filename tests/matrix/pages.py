"""Who may open which page of the settings, by the names of the pages; written by hand from PRODUCT 3.4 and A10."""

from __future__ import annotations

from collections.abc import Mapping

from tests.matrix.grid import table

CELLS = table("""
                       admins both own members others none operator foreigner nobody
    anybody               ?    ?    ?     ?      ?     ?       ?        ?       ?
    agent                 +    +    +     +      +     +       .        +       S
    manager               +    +    +     .      .     .       +        +       S
    manager-support       +    +    +     .      .     .       +        ?       S
    manager-hr            +    +    .     .      .     .       +        ?       S
    manager-nowhere       .    .    .     .      .     .       .        .       S
    owner-support         +    .    .     .      .     .       +        .       S
    owner-hr              +    .    .     .      .     .       +        .       S
    owner-nowhere         .    .    .     .      .     .       .        .       S
    item-support          +    +    +     .      .     .       +        .       S
    item-hr               +    +    .     .      .     .       +        .       S
    item-all              +    .    .     .      .     .       +        .       S
    item-nowhere          .    .    .     .      .     .       .        .       S
    admin                 +    .    .     .      .     .       +        .       S
    admin-theirs          +    .    .     .      .     .       +        .       S
    admin-nowhere         .    .    .     .      .     .       .        .       S
    own-monas             .    +    .     .      .     .       .        .       S
    own-nowhere           .    .    .     .      .     .       .        .       S
    operator              .    .    .     .      .     .       +        .       S
""")
"""`+` opens, `.` does not exist, `S` asks to sign in, `?` depends on the visitor and is looked at elsewhere.

An `item` is a tag, field, template, macro or view for one mailbox or for all; admins change those for all. `own`
is what mona, who manages both mailboxes, keeps for herself. Everything but one's own account is closed to whoever
manages nothing, whatever they read; domains, tenants and the connection to Google and Microsoft are the operator's.
"""

MANAGER = ("manager-support", "manager-hr", "manager-nowhere")
OWNER = ("owner-support", "owner-hr", "owner-nowhere")
ITEM = ("item-support", "item-hr", "item-all", "item-nowhere")
THEIRS = ("admin-theirs", "admin-nowhere")

ANYBODY = (
    *("home", "sign_in", "sign_in.code", "sign_in.enter_code", "sign_in.begin", "sign_in.back", "sign_out"),
    *("link", "link.use", "reach"),
)
OWN = ("own-monas", "own-nowhere")
AGENT = (
    "me",
    "me.save",
    "me.presence",
    "me.out",
    "me.templates",
    "me.templates.new",
    "search",
    "search.found",
    "me.views",
    "me.views.new",
)
OPERATOR = (
    "guide.service",
    "guide.sign_in",
    "guide.gmail",
    "guide.outlook",
    "guide.found",
    "guide.workspace",
)
ADMIN = (
    *("guide", "guide.check", "guide.deployment", "guide.manifest", "guide.package", "health"),
    *("mailboxes", "mailboxes.add", "people", "people.invite", "people.invited"),
    *("teams", "team.new", "team.add", "workspace", "workspace.save"),
    *("tokens", "token.new", "token.create", "webhooks", "webhook.new", "webhook.create"),
    *("privacy", "privacy.about", "privacy.erase", "privacy.subjects", "privacy.held", "privacy.hold"),
    *("privacy.release", "privacy.retention", "privacy.delete", "privacy.emergency", "privacy.emergency.end"),
    *("audit", "audit.csv"),
)
ABOUT_SOMETHING = (
    *("person", "person.save", "person.presence", "person.code", "person.coded", "person.out"),
    *("person.signed-out", "person.leaving", "person.left", "person.back"),
    *("team", "team.save", "team.remove", "team.removed", "token.revoke", "token.revoked"),
    *("webhook", "webhook.save", "webhook.switch", "webhook.test", "webhook.secret", "webhook.rotate"),
    *("webhook.remove", "webhook.removed"),
    *("privacy.conversation", "privacy.conversation.delete"),
)
OF_A_MAILBOX = (
    *("mailbox", "mailbox.save", "mailbox.lists", "mailbox.members", "mailbox.members.save"),
    *("mailbox.members.add", "mailbox.member.remove", "mailbox.member.removed", "mailbox.replies"),
    *(
        "mailbox.replies.save",
        "mailbox.templates",
        "mailbox.catalogue",
        "mailbox.privacy",
        "mailbox.privacy.save",
    ),
)
CATALOGUE = ("tag", "field", "template", "macro", "view")

RIGHTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ANYBODY, ("anybody",)),
    **dict.fromkeys(AGENT, ("agent",)),
    **dict.fromkeys(("me.template", "me.template.save", "me.template.gone"), OWN),
    **dict.fromkeys(("me.view", "me.view.save", "me.view.shared", "me.view.gone"), OWN),
    **dict.fromkeys(OPERATOR, ("operator",)),
    **dict.fromkeys(ADMIN, ("admin",)),
    **dict.fromkeys(ABOUT_SOMETHING, THEIRS),
    **dict.fromkeys(("privacy.job", "privacy.job.confirm", "privacy.job.cancel"), ("admin-nowhere",)),
    "field.move": ("admin-theirs",),
    **dict.fromkeys(OF_A_MAILBOX, MANAGER),
    **dict.fromkeys(("mailbox.remove", "mailbox.removed"), OWNER),
    **{f"{kind}s": ("manager",) for kind in CATALOGUE},
    **{f"{kind}.{act}": ("manager",) for kind in CATALOGUE for act in ("new", "add")},
    **{f"{kind}.{act}": ITEM for kind in CATALOGUE for act in ("save", "remove", "removed")},
    **dict.fromkeys(CATALOGUE, ITEM),
    **dict.fromkeys(("tag.merge", "tag.merged", "template.preview"), ITEM),
    "template.new.preview": ("manager",),
}
"""Page → its rows in the table, one for each kind of thing that it can be asked about."""
