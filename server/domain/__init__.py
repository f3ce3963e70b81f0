"""The rules of the product as pure code: no clock, no network, no store."""
