"""The pages of what a team agrees on for its conversations: tags, custom fields and templates."""
