"""The pages of what programs may do: API tokens and webhooks."""
