"""The HTTP edge: who may call, what they sent, and how an answer leaves; it talks to use cases only."""
