"""Randnotiz: the shared inbox beside the mail, as a service."""

__version__ = "0.1.0"
