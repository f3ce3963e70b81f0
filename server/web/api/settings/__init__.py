"""The settings in the API: the same use cases as the pages, the same rights (PRODUCT 3.4)."""
