"""Randnotiz: the shared inbox beside the mail, as a service."""
