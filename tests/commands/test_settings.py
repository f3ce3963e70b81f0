"""The commands for what a team agrees on, and settings as a file, as an operator types them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.store.embedded import EmbeddedServer

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command line on a private store that runs, with a workspace of two people."""
    folder = tmp_path_factory.mktemp("data")
    server = EmbeddedServer(folder / "store")
    server.start()
    ours = {"RANDNOTIZ_DATA": str(folder), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    ours |= {"RANDNOTIZ_SECRET_KEY": "k" * 40, "RANDNOTIZ_SECRET_KEY_FILE": ""}

    def typed(line: str, *more: str, **options: Any) -> Result:
        return CliRunner().invoke(main, [*line.split(), *more], env=ours, **options)

    for line in (
        "workspace add firma --name Firma",
        "agent add jo@firma.example --name Jo",
        "agent add mia@firma.example --name Mia --admin",
        "mailbox add support@firma.example --name Support --member jo@firma.example:agent:12",
    ):
        told(typed(line + " --json"))
    yield typed
    server.stop()


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


ONE = "--workspace firma --json"


def test_tags_are_agreed_on_renamed_merged_and_removed(run: Run) -> None:
    made = told(run(f"tag add Rechnung --mailbox support@firma.example {ONE}", "--meaning", "Geld"))
    assert (made["name"], made["mailboxes"]) == ("rechnung", ["Support"])
    told(run(f"tag add vip {ONE}"))
    after = told(run(f"tag set rechnung --name Finanzen --all-mailboxes {ONE}"))
    assert (after["name"], after["meaning"], after["mailboxes"]) == ("finanzen", "Geld", [])
    assert told(run(f"tag merge vip finanzen {ONE}"))["conversations"] == 0
    listed = {one["name"]: (one["agreed"], one["used"]) for one in told(run(f"tag list {ONE}"))}
    assert (listed["finanzen"], "vip" in listed, "rechnung" in listed) == ((True, 0), False, False)
    assert told(run(f"tag remove finanzen {ONE}"))["conversations"] == 0
    assert "finanzen" not in {one["name"] for one in told(run(f"tag list {ONE}"))}


def test_fields_are_added_changed_and_removed(run: Run) -> None:
    made = told(run(f"field add Vertrag --kind choice --choice A --choice B {ONE}"))
    assert (made["kind"], made["choices"]) == ("choice", ["A", "B"])
    after = told(run(f"field set Vertrag --name Paket --choice A --choice C --position 3 {ONE}"))
    assert (after["name"], after["choices"], after["position"]) == ("Paket", ["A", "C"], 3)
    assert [one["name"] for one in told(run(f"field list {ONE}"))] == ["Paket"]
    assert told(run(f"field remove Paket {ONE}"))["conversations"] == 0


def test_templates_are_written_tried_and_removed(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "gruss.txt"
    text.write_text("{{ customer.salutation }},\n\nviele Grüße", encoding="utf-8")
    told(run(f"template add Gruß --de {text} {ONE}"))
    told(run(f"template set Gruß --en - {ONE}", input="Hello {{ customer.name }}"))
    assert run("template show Gruß --workspace firma").output.startswith("Guten Tag Petra Huber,\n\nviele")
    assert {one["name"]: sorted(one["texts"]) for one in told(run(f"template list {ONE}"))}["Gruß"] == [
        "de",
        "en",
    ]
    wrong = run(f"template set Gruß --en - {ONE}", input="{{ iban }}")
    assert (wrong.exit_code, "iban" in wrong.output) == (1, True)
    told(run(f"template remove Gruß {ONE}"))


def test_views_are_kept_by_name(run: Run) -> None:
    made = told(run(f"view add Eilig tag:eilig --sort oldest --mailbox support {ONE}"))
    assert (made["query"], made["sort"], made["mailboxes"]) == ("tag:eilig", "oldest", ["Support"])
    after = told(run(f"view set Eilig --query status:open --all-mailboxes {ONE}"))
    assert (after["query"], after["sort"], after["mailboxes"]) == ("status:open", "oldest", [])
    assert run("view add Falsch status:vielleicht --workspace firma").exit_code == 1
    assert [one["name"] for one in told(run(f"view list {ONE}"))] == ["Eilig"]
    assert told(run(f"view remove Eilig {ONE}")) == {"removed": "Eilig"}
    assert run("view remove Eilig --workspace firma").exit_code == 1


def test_macros_are_written_in_names_and_addresses(run: Run) -> None:
    told(run(f"template add Antwort --en - {ONE}", input="Hello"))
    steps = "--do assign=mia@firma.example --do template=Antwort --do tag=Neu --do status=pending"
    made = told(run(f"macro add Weiter {steps} --mailbox support {ONE}"))
    assert made["steps"] == ["assign=mia@firma.example", "template=Antwort", "tag=neu", "status=pending"]
    after = told(run(f"macro set Weiter --name Weg --all-mailboxes {ONE}"))
    assert (after["name"], after["mailboxes"], after["steps"]) == ("Weg", [], made["steps"])
    assert told(run(f"macro set Weg --do assign=me {ONE}"))["steps"] == ["assign=me"]
    for wrong in ("fly=up", "assign=no@firma.example", "assign=team:None", "status=perhaps", "comment"):
        assert run(f"macro add Falsch --do {wrong} --workspace firma").exit_code == 1
    assert [one["name"] for one in told(run(f"macro list {ONE}"))] == ["Weg"]
    assert told(run(f"macro remove Weg {ONE}")) == {"removed": "Weg"}
    assert run("macro remove Weg --workspace firma").exit_code == 1


def test_every_new_setting_of_people_mailboxes_and_the_workspace_can_be_typed(run: Run) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    line = f"agent availability jo@firma.example away --until {day} --deputy mia@firma.example {ONE}"
    away = told(run(line))
    assert away["availability"] == "away"
    assert away["away_until"]
    assert away["deputy"]
    back = told(run(f"agent availability jo@firma.example available {ONE}", "--deputy", ""))
    assert (back["availability"], back["away_until"], back["deputy"]) == ("available", None, None)
    told(run(f"mailbox set support --member mia@firma.example:manager {ONE}"))
    box = told(run(f"mailbox set support --confidential mia@firma.example {ONE}", "--guideline", "Kurz."))
    assert (box["confidential_for"], box["guideline"]) == (["mia@firma.example"], "Kurz.")
    assert "jo@firma.example:agent:12" in box["members"]
    assert told(run(f"mailbox set support --not-confidential {ONE}"))["confidential_for"] == []
    line = "workspace set firma --subject-storage hashed --retention-days 90 --counters-days 30"
    space = told(run(f"{line} --no-reports-per-agent --json", "--legal-text", "Mehr."))
    assert (space["subject_storage"], space["retention_days"], space["counters_days"]) == ("hashed", 90, 30)
    assert (space["reports_per_agent"], space["legal_text"]) == (False, "Mehr.")
    assert told(run("workspace set firma --retention-days 0 --json"))["retention_days"] is None
    assert told(run(f"agent set jo@firma.example --unlink google {ONE}"))["google"] is False


def test_settings_go_out_to_a_file_and_come_in_elsewhere(run: Run, tmp_path: Path) -> None:
    told(run(f"tag add versand {ONE}"))
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert run(f"settings export -o {first} --workspace firma").exit_code == 0
    told(run("workspace add zweite --name Zweite --json"))
    steps = told(run(f"settings import {first} --dry-run --workspace zweite --json"))
    assert {"act": "add", "kind": "tags", "name": "versand", "changed": []} in steps
    assert told(run("agent list --workspace zweite --json")) == []
    assert told(run(f"settings import {first} --workspace zweite --json")) == steps
    assert told(run(f"settings import {first} --workspace zweite --json")) == []
    assert run(f"settings export -o {second} --workspace zweite").exit_code == 0
    assert first.read_text() == second.read_text()
    told(run("workspace remove zweite --yes --json"))


def test_a_file_that_does_not_fit_is_refused_with_the_place(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(
        '{"version": 1, "mailboxes": [{"name": "A", "addresses": ["a@b.example"], "secret": 1}]}'
    )
    result = run(f"settings import {wrong} --workspace firma")
    assert (result.exit_code, "mailboxes[0].secret" in result.output) == (1, True)
    wrong.write_text("{")
    assert "not JSON" in run(f"settings import {wrong} --workspace firma").output
