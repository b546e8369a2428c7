"""``python -m siglum`` and the ``siglum`` console script."""

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line and leave the process with its exit code.

    All is written then. To take apart what a run has made, which an interpreter does at its end,
    would keep the caller waiting for a tenth of the time of a small run.
    """
    # a run is short and most of what it makes stays: garbage is looked for seldom
    gc.set_threshold(100_000, 20, 20)
    try:
        from siglum.cli import main

        code = main(sys.argv[1:])
    except SystemExit as end:  # help, or a call that is not understood
        code = end.code if isinstance(end.code, int) else 2
    except KeyboardInterrupt:  # so early that nothing has begun
        code = 130
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    run()
