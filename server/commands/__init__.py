"""The commands of the command line; each module exposes one as `command`."""
