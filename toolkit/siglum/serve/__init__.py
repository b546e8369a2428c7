"""The edition at an address of this machine alone, made anew whenever a file of it is saved.

``server`` answers browsers out of memory; ``page`` puts the findings and a script that reloads
into the pages it sends; ``watch`` tells when a file changes; ``edition`` makes the pages, and
keeps the last good ones. Browsers are answered in threads; pages are made in the caller's thread,
since the XSLT processor belongs to one.
"""

from siglum.serve.edition import Edition, Files, Made
from siglum.serve.server import HOST, Server
from siglum.serve.watch import changed, signature

__all__ = ["HOST", "Edition", "Files", "Made", "Server", "changed", "signature"]
