"""Google cards: pure functions from a view and a reader's context to Card JSON (PRODUCT 2.3-2.5)."""
