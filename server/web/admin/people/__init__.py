"""The pages of people: who works here, inviting them, one person's page, and what everybody settles for themselves."""
