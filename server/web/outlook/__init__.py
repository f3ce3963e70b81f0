"""The pages that Outlook shows: pane, compose pane, events, and the texts that both stores of add-ins link to."""
