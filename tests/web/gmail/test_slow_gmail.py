"""Gmail that takes its time."""

from __future__ import annotations

from pathlib import Path

from server.demo.issuer import Issuer
from server.store.commit import Store
from tests.support.gmail_edge import gmail_edge


def test_gmail_that_takes_too_long_is_waited_for_no_longer(
    server_url: str, store: Store, issuer: Issuer, workspace: str, tmp_path: Path
) -> None:
    del store
    with gmail_edge(server_url, issuer, workspace, tmp_path, patience=0.3) as edge:
        mail = edge.mail()
        edge.google.faults.set("jonas", {"messages": "slow"})
        shown = edge.open("jonas", mail)
        assert shown.name == "failure"
        assert "zu lange" in shown.words
        edge.google.faults.set("jonas", {"threads": "slow"})
        assert edge.open("jonas", mail).name == "conversation"
        edge.check_log()
