"""The command line: one small module per command, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from server import __version__
from server.domain.errors import RandnotizError
from server.settings import SettingsError

# name -> (module in server/commands, what it is for)
COMMANDS = {
    "demo": ("demo", "Show the product on this machine, with sample mail."),
    "serve": ("serve", "Run everything: store, web and worker."),
    "web": ("web", "Run the web processes alone."),
    "worker": ("worker", "Run the background worker alone."),
    "admin-link": ("admin_link", "Print a one-time link that opens the guide."),
    "doctor": ("doctor", "Check settings, store and records."),
    "backup": ("backup", "Write the records to a folder, while the service runs."),
    "restore": ("restore", "Bring a backup back into an empty data folder."),
    "manifests": ("manifests", "Write what Google needs to install the add-on."),
    "installation": ("installation", "Enter and check what Google and Microsoft call us."),
    "workspace": ("workspace", "Add, list and change workspaces."),
    "mailbox": ("mailbox", "Add, list, change and remove mailboxes."),
    "agent": ("agent", "Add, list, change and remove agents."),
    "team": ("team", "Add, list, change and remove teams."),
    "tag": ("tag", "Agree on tags, list, rename, merge and remove them."),
    "field": ("field", "Add, list, change and remove custom fields."),
    "template": ("template", "Add, list, change and remove templates of answers."),
    "macro": ("macro", "Add, list, change and remove macros."),
    "view": ("view", "Add, list, change and remove shared searches."),
    "token": ("token", "Make, list and revoke API tokens."),
    "webhook": ("webhook", "Add, list, change, test and remove webhooks."),
    "settings": ("settings_", "Write the settings to a file, or bring such a file in."),
    "privacy": ("privacy", "Show, erase and hold what is stored about people."),
    "audit": ("audit", "Print who did what to settings and data."),
    "import": ("import_", "Take in mail from mbox, Maildir or .eml files."),
    "threads": ("threads", "Show which messages would form one conversation."),
    "search": ("search", "Find conversations as an agent sees them."),
    "explain": ("explain", "Say how one mail would be treated, and why."),
}


class Commands(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"server.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can put right is a message, not a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException("the settings do not fit:\n  " + "\n  ".join(error.faults)) from error
        except RandnotizError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="randnotiz")
def main() -> None:
    """Randnotiz: the shared inbox beside the mail.

    Settings come from the environment (RANDNOTIZ_…); docs/operations.md lists them.
    """
