"""The names of what belongs to no workspace; the table stands in `keys.py`."""

from __future__ import annotations

WORKSPACES = "v1:workspaces"
PROBE = "v1:probe"
INSTALLATION = "v1:installation"
CHECKUPS = "v1:checkups"
WORKER = "v1:worker"


def directory_domain(domain: str) -> str:
    """Where the workspace of a verified mail domain stands."""
    return f"v1:directory:domain:{domain}"


def directory_tenant(tenant: str) -> str:
    """Where the workspace of an Entra tenant stands."""
    return f"v1:directory:tenant:{tenant}"


def directory_google(subject: str) -> str:
    """Where the workspace of a person from outside its domains stands, by the subject of their Google identity."""
    return f"v1:directory:google:{subject}"


def directory_entra(tenant: str, subject: str) -> str:
    """Where the workspace of somebody whose tenant it does not list stands, by their Microsoft identity."""
    return f"v1:directory:entra:{tenant}.{subject}"


def operator_session(digest: str) -> str:
    """Where a session of the operator stands."""
    return f"v1:session:{digest}"


def passing(kind: str, digest: str) -> str:
    """Where something stands until the next request that brings its secret: a link, a flow, a code."""
    return f"v1:passing:{kind}:{digest}"
