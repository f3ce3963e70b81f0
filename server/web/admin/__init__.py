"""The settings pages under /admin: server-rendered, work without JavaScript, one table of pages (PRODUCT S1)."""
