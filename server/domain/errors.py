"""What can go wrong, as a small tree that carries facts and a stable code and knows nothing of HTTP.

`message` is a gettext message id in English with `%(name)s` placeholders; `facts` are its parameters.
Each edge (cards, API, command line) has one table that turns these into its own answer.
"""

from __future__ import annotations

from typing import ClassVar


class RandnotizError(Exception):
    """Something a person can be told, and can do something about."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class Unauthenticated(RandnotizError):
    """The caller could not prove who they are."""

    code = "unauthenticated"


class Forbidden(RandnotizError):
    """The caller sees the thing but their role does not allow the act (DECISIONS A5)."""

    code = "forbidden"


class NotFound(RandnotizError):
    """It does not exist, or it does not exist for this caller (PRODUCT 0.6)."""

    code = "not_found"


class Invalid(RandnotizError):
    """What was asked for breaks a rule; the message says how to fix it."""

    code = "invalid"


class KeyReused(Invalid):
    """A request id came again with another content (DECISIONS D2)."""

    code = "idempotency_key_reused"


class Conflict(RandnotizError):
    """Somebody else changed what the caller saw (DECISIONS D1); `facts` name who and to what."""

    code = "conflict"


class Unavailable(RandnotizError):
    """A part that the answer needs cannot be reached just now; trying again is safe."""

    code = "unavailable"


class StoreAway(Unavailable):
    """The store does not answer: a fault for operators, for everybody else a reason to try again in a moment."""


class Sealed(Unavailable):
    """Something was sealed with a secret key that we do not have: nobody comes to it until we do."""


class NotSetUp(Unavailable):
    """This side of the product has not been set up yet; the operator does so in the guide."""

    code = "not_set_up"
