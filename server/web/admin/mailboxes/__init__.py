"""The pages of mailboxes: a new one in one short form, then a tab for each thing to be settled (PRODUCT S1)."""
