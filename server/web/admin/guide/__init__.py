"""The guide at /admin/guide: from nothing to a panel beside the mail, in steps that check themselves."""
