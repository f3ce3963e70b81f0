"""A stand-in for Gmail on loopback: mail, tokens, API, page: for `randnotiz demo` and browser tests."""
