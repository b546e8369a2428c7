"""``python -m siglum`` and the ``siglum`` console script."""

import sys


def run() -> None:
    """Run the command line and leave the process with its exit code."""
    from siglum.cli import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
