"""Google's add-on events: who asks, what for, and which card answers (GMAIL.md 1, 2)."""
