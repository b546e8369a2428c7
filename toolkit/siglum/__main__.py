"""``python -m siglum`` and the ``siglum`` console script."""

import gc
import sys


def run() -> None:
    """Run the command line and leave the process with its exit code."""
    from siglum.cli import main

    # a run is short and most of what it makes stays: garbage is looked for seldom
    gc.set_threshold(100_000, 20, 20)
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
