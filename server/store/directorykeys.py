"""The names of what is administered and kept about people of the team; the table stands in `keys.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DirectoryKeys:
    """The key names of the directory of one workspace, and of what stands beside its records."""

    workspace: str

    @property
    def record(self) -> str:
        """Hash: the record of the workspace itself."""
        return f"v1:{{{self.workspace}}}:workspace"

    @property
    def directory(self) -> str:
        """Set: the agents, teams and mailboxes that exist."""
        return f"v1:{{{self.workspace}}}:directory"

    @property
    def directory_version(self) -> str:
        """String: counts changes of the directory."""
        return f"v1:{{{self.workspace}}}:directory_version"

    def agent(self, agent: str) -> str:
        """Hash: the record of an agent."""
        return f"v1:{{{self.workspace}}}:agent:{agent}"

    def own_templates(self, agent: str) -> str:
        """Hash: an agent's own templates by id."""
        return f"v1:{{{self.workspace}}}:agent:{agent}:templates"

    def own_template_uses(self, agent: str) -> str:
        """Hash: how often they were used."""
        return f"v1:{{{self.workspace}}}:agent:{agent}:template_uses"

    def own_views(self, agent: str) -> str:
        """Hash: an agent's own saved views by id."""
        return f"v1:{{{self.workspace}}}:agent:{agent}:views"

    def sessions(self, agent: str) -> str:
        """Hash: the sessions of an agent, by the digests of their secrets."""
        return f"v1:{{{self.workspace}}}:sessions:{agent}"

    def team(self, team: str) -> str:
        """Hash: the record of a team."""
        return f"v1:{{{self.workspace}}}:team:{team}"

    def mailbox(self, mailbox: str) -> str:
        """Hash: the record of a mailbox."""
        return f"v1:{{{self.workspace}}}:mailbox:{mailbox}"

    def field(self, field: str) -> str:
        """Hash: the record of a custom field."""
        return f"v1:{{{self.workspace}}}:field:{field}"

    def tag(self, tag: str) -> str:
        """Hash: the record of a tag that the team agreed on."""
        return f"v1:{{{self.workspace}}}:tag:{tag}"

    def template(self, template: str) -> str:
        """Hash: the record of a template."""
        return f"v1:{{{self.workspace}}}:template:{template}"

    @property
    def template_uses(self) -> str:
        """Hash: how often the team's templates were used."""
        return f"v1:{{{self.workspace}}}:template_uses"

    def macro(self, macro: str) -> str:
        """Hash: the record of a macro."""
        return f"v1:{{{self.workspace}}}:macro:{macro}"

    def savedview(self, view: str) -> str:
        """Hash: the record of a saved view that is shared."""
        return f"v1:{{{self.workspace}}}:savedview:{view}"

    def token(self, token: str) -> str:
        """Hash: the record of an API token."""
        return f"v1:{{{self.workspace}}}:token:{token}"

    @property
    def token_uses(self) -> str:
        """Hash: when API tokens were last used."""
        return f"v1:{{{self.workspace}}}:token_uses"

    def webhook(self, webhook: str) -> str:
        """Hash: the record of a webhook."""
        return f"v1:{{{self.workspace}}}:webhook:{webhook}"

    def webhook_state(self, webhook: str) -> str:
        """Hash: how the deliveries of a webhook stand."""
        return f"v1:{{{self.workspace}}}:webhook:{webhook}:state"

    def webhook_outbox(self, webhook: str) -> str:
        """Sorted set: what waits to be delivered to a webhook, by when it is tried next."""
        return f"v1:{{{self.workspace}}}:webhook:{webhook}:outbox"

    def webhook_log(self, webhook: str) -> str:
        """List: the newest deliveries to a webhook, oldest first."""
        return f"v1:{{{self.workspace}}}:webhook:{webhook}:log"

    @property
    def rework(self) -> str:
        """Hash: tags and fields that conversations still carry and should not."""
        return f"v1:{{{self.workspace}}}:rework"

    @property
    def contacts(self) -> str:
        """Hash: when each client last called."""
        return f"v1:{{{self.workspace}}}:contacts"

    @property
    def audit(self) -> str:
        """Stream: one entry per act on settings and data."""
        return f"v1:{{{self.workspace}}}:audit"
