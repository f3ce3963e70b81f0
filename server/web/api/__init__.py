"""The API of pane and integrations: one table of routes, the schemas of their bodies, and its description."""
