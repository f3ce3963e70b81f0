"""`python -m server` is the command line, without an installed script."""

from server.cli import main

if __name__ == "__main__":
    main()
