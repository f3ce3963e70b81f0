"""What everybody may see and do, written by hand from PRODUCT 3.4 and DECISIONS A2, A4, A5; not from the code.

`+` allowed, `G` allowed and then gone, `F` seen but refused (403), `.` does not exist (404), `U` nobody known (401),
`N` no agent (403).
"""

from __future__ import annotations

from tests.matrix.grid import table

SEES = table("""
                   ordinary desk restricted both hr merged beyond unknown
    admin              .      .       .       .   .    .      .      .
    manager            +      +       +       +   +    +      +      .
    manager-unlisted   +      +       .       +   .    +      .      .
    agent              +      +       +       +   .    +      .      .
    agent-unlisted     +      +       .       +   .    +      .      .
    given              +      .       +       +   .    +      .      .
    given-by-team      .      +       .       .   .    .      .      .
    given-nothing      .      .       .       .   .    .      .      .
    viewer             +      +       +       +   .    +      .      .
    viewer-unlisted    +      +       .       +   .    +      .      .
    light              +      .       +       +   .    +      .      .
    light-unlisted     +      .       .       +   .    +      .      .
    light-follower     +      .       +       +   .    +      .      .
    light-unnamed      .      .       .       .   .    .      .      .
    elsewhere          .      .       .       +   +    .      +      .
    outsider           .      .       .       .   .    .      .      .
    removed            .      .       .       .   .    .      .      .
    emergency          +      +       +       +   .    +      .      .
    emergency-ended    .      .       .       .   .    .      .      .
    foreigner          .      .       .       .   .    .      .      .
    token-manager      +      +       .       +   +    +      +      .
    token-agent        +      +       .       +   .    +      .      .
    token-viewer       +      +       .       +   .    +      .      .
    token-elsewhere    .      .       .       +   +    .      +      .
    token-settings     F      F       F       F   F    F      F      F
    token-expired      U      U       U       U   U    U      U      U
    token-revoked      U      U       U       U   U    U      U      U
    deactivated        N      N       N       N   N    N      N      N
    stranger           N      N       N       N   N    N      N      N
    nobody             U      U       U       U   U    U      U      U
""")
"""Everything of mailbox support is given to otto and mentions lio and lisa, save `desk`, which is the team's.

`both` is in support and hr, `hr` only there; `merged` was merged into `ordinary`, `beyond` into `hr`; on the list of
`restricted` stand, besides the assignee, people who gain nothing by it.
"""

MAY = table("""
                   read work take assign comment edit-others delete-others restrict follow tidy block
    manager          +    +    +    +       +         +            +           +       +     +    +
    manager-unlisted +    +    +    +       +         F            +           +       +     +    +
    agent            +    +    +    +       +         F            F           F       +     +    +
    agent-unlisted   +    +    +    +       +         F            F           F       +     +    +
    given            +    +    +    G       +         F            F           +       +     +    +
    given-by-team    +    +    +    G       +         F            F           F       +     +    +
    viewer           +    F    F    F       +         F            F           F       +     F    F
    viewer-unlisted  +    F    F    F       +         F            F           F       +     F    F
    light            +    F    F    F       +         F            F           F       +     F    F
    light-unlisted   +    F    F    F       +         F            F           F       +     F    F
    light-follower   +    F    F    F       +         F            F           F       +     F    F
    elsewhere        +    +    +    +       +         F            F           F       +     +    +
    emergency        +    F    F    F       F         F            F           F       F     F    F
    token-manager    +    +    F    +       +         F            +           F       F     +    +
    token-agent      +    +    F    +       +         F            F           F       F     +    +
    token-viewer     +    F    F    F       +         F            F           F       F     F    F
    token-elsewhere  +    +    F    +       +         F            F           F       F     +    +
""")
"""Where they see it. `work`: status, snooze, priority, tags, fields, spam, links; `take` also claims, drafts for
review, templates and what follows sending; `tidy` merges, splits and moves; `given` is the assignee.

Who has an emergency access reads and does nothing; who gives away what they only saw because it was theirs sees it no
more. The comment that others edit and delete is that of `manager`.
"""

ONE_OF_TWO = (
    "manager-unlisted",
    "agent",
    "agent-unlisted",
    "given",
    "elsewhere",
    "token-agent",
    "token-elsewhere",
)
"""Who works in one of the two mailboxes of `both`, and not in the other."""
EXCEPT = {
    ("manager-unlisted", "restrict", "both"): "F",  # a manager in every mailbox that is touched
    **{(who, "tidy", "both"): "F" for who in ONE_OF_TWO},  # in every mailbox that is touched
    # senders are blocked in the home mailbox, which is support
    ("elsewhere", "block", "both"): "F",
    ("token-elsewhere", "block", "both"): "F",
}


def cell(principal: str, act: str, resource: str) -> str:
    """What is to be expected of one act of one principal on one resource."""
    sight = SEES[principal][resource]
    if sight != "+":
        return sight
    return EXCEPT.get((principal, act, resource), MAY[principal][act])


PROGRAMS = frozenset(name for name in SEES if name.startswith("token"))
