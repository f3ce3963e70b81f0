"""What lies outside and is not the store: Google, and mail in files. No Flask, no Redis, no decisions."""
