"""Everything that is remembered, kept in Redis or Valkey: the only package that imports redis."""
