"""The pages about privacy: what is stored about somebody, erasing it, holds, retention, emergency access."""
