"""A server of files out of memory, for browsers on this machine.

It listens at 127.0.0.1 only, and answers only requests that name this machine as their host, so
that a page of the web cannot reach it by a name that leads here (DNS rebinding). There is no way
from an address to the file system: what is served is a table of paths. A browser may keep what it
is sent, and asks each time whether it is still the same. An open page listens to
``/.siglum/events`` (Server-Sent Events) and hears of each build.
"""

import json
import mimetypes
import re
import sys
import threading
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from siglum.findings import FindingError, Location, finding
from siglum.serve.page import EVENTS, live, panel_of, without

if TYPE_CHECKING:
    from siglum.serve.edition import Made

HOST = "127.0.0.1"

_NOTHING: Mapping[str, str] = MappingProxyType({})

#: The one range of bytes that is answered with a part; for several the whole may be sent.
_RANGE = re.compile(r"bytes=[ \t]*(\d*)-(\d*)[ \t]*", re.ASCII | re.IGNORECASE)

#: Seconds after which a silent stream of events says that it lives.
_BEAT = 15.0


class Server(ThreadingHTTPServer):
    """Shows what was last published. ``start`` and ``stop`` may each be called once.

    Raises:
        FindingError: the port cannot be used (``port-unusable``).
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # where it would take over a port in use

    def __init__(self, port: int) -> None:
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            place = Location(f"{HOST}:{port}")
            raise FindingError(finding("port-unusable", place, port=port, reason=reason)) from None
        self.port = int(self.server_address[1])
        self._made: Made | None = None
        self._changed = threading.Condition()
        self._ended = False

    @property
    def address(self) -> str:
        """Where a browser finds the edition."""
        return f"http://{HOST}:{self.port}/"

    def start(self) -> None:
        """Answer in threads, until ``stop``."""
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        """End all answers, and free the port."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self.shutdown()
        self.server_close()

    def publish(self, made: "Made") -> None:
        """Show this from now on, and tell the pages that are open."""
        with self._changed:
            self._made = made
            self._changed.notify_all()

    def current(self) -> "Made | None":
        """What is shown now."""
        with self._changed:
            return self._made

    def after(self, seen: "Made | None") -> "tuple[Made | None, bool]":
        """What is shown, once it is another than was seen, or a while has passed; and the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._made is not seen, _BEAT)
            return self._made, self._ended

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is nothing to speak of."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "siglum"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:  # the standard library's name
        self._answer()

    def do_HEAD(self) -> None:  # the standard library's name
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal is for findings."""

    def _answer(self) -> None:
        if not self._is_for_us():
            text = f"This address is answered under http://{HOST}:{self.server.port}/ only."
            self._send(HTTPStatus.MISDIRECTED_REQUEST, text.encode(), "text/plain; charset=utf-8")
            return
        try:
            path = unquote(urlsplit(self.path).path, errors="strict")
        except ValueError:
            path = ""
        if path == EVENTS:
            self._stream()
        else:
            self._file(path)

    def _is_for_us(self) -> bool:
        port = self.server.port
        known = {f"{name}:{port}" for name in (HOST, "localhost")}
        if port == 80:
            known |= {HOST, "localhost"}
        return (
            self.headers.get_all("Host", []) != []
            and set(map(str.lower, self.headers.get_all("Host", []))) <= known
        )

    def _file(self, path: str) -> None:
        made = self.server.current()
        if made is None:
            page = without("One moment", "The pages are being made.")
            self._page(HTTPStatus.OK, page, (), 0)
            return
        if path.endswith("/"):
            path += "index.html"
        elif f"{path[1:]}/index.html" in made.files:
            self._redirect(path)
            return
        content = made.files.get(path[1:])
        if content is None and path == "/favicon.ico":  # browsers ask for one on their own account
            self._send(HTTPStatus.OK, b"", "image/x-icon")
            return
        if isinstance(content, Path):
            try:
                self._bytes(content.read_bytes(), _kind(path))
            except OSError:
                content = None
            else:
                return
        if content is None:
            title = "No such page" if made.files else "No page yet"
            text = "" if made.files else "It will be here as soon as it can be made."
            status = HTTPStatus.NOT_FOUND if made.files else HTTPStatus.OK
            self._page(status, without(title, text), made.findings, made.build)
        elif path.endswith(".html"):
            self._page(HTTPStatus.OK, content, made.findings, made.build)
        else:
            self._bytes(content.encode(), _kind(path))

    def _bytes(self, data: bytes, kind: str) -> None:
        """A file, or the part of it that is asked for (RFC 9110 §14), as sound and films are."""
        asked = self.headers.get("Range")
        had = self.headers.get("If-Range")
        if self.command != "GET" or (had is not None and had != _tag(data)):
            asked = None  # what was had before was another
        part = _range(asked or "", len(data))
        if part is None:
            self._send(HTTPStatus.OK, data, kind, {"Accept-Ranges": "bytes"})
        elif not part:
            size = {"Content-Range": f"bytes */{len(data)}"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, b"", kind, size)
        else:
            place = {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{len(data)}"}
            self._send(HTTPStatus.PARTIAL_CONTENT, data[part.start : part.stop], kind, place)

    def _page(self, status: HTTPStatus, page: str, findings: Any, build: int) -> None:
        self._send(status, live(page, findings, build).encode(), "text/html; charset=utf-8")

    def _redirect(self, path: str) -> None:
        from urllib.parse import quote

        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote("/" + path.lstrip("/")) + "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self, status: HTTPStatus, data: bytes, kind: str, more: Mapping[str, str] = _NOTHING
    ) -> None:
        """An answer; where the browser has it already, that it has (RFC 9110 §13.1.2)."""
        tag = _tag(data) if status is HTTPStatus.OK else ""
        if tag and _has(self.headers.get("If-None-Match", ""), tag):
            status, data = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
        for name, value in more.items():
            self.send_header(name, value)
        if tag:
            self.send_header("ETag", tag)
        self._guard("no-cache" if tag else "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _guard(self, kept: str = "no-store") -> None:
        self.send_header("Cache-Control", kept)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self._guard()
        self.end_headers()
        if self.command == "HEAD":
            return
        seen: Made | None = None
        while True:
            made, ended = self.server.after(seen)
            if ended:
                return
            if made is None or made is seen:
                self.wfile.write(b": here\n\n")
                continue
            seen = made
            data = {"build": made.build, "findings": panel_of(made.findings)}
            self.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")


def _kind(path: str) -> str:
    kind, _ = mimetypes.guess_type(path)
    if path.endswith((".xml", ".tei")):
        return "application/xml; charset=utf-8"
    return f"{kind}; charset=utf-8" if (kind or "").startswith("text/") else kind or "text/plain"


def _tag(data: bytes) -> str:
    """A validator, which is another where the bytes are."""
    return f'"{sha256(data).hexdigest()[:24]}"'


def _has(known: str, tag: str) -> bool:
    return known.strip() == "*" or tag in (
        one.strip().removeprefix("W/") for one in known.split(",")
    )


def _range(asked: str, size: int) -> range | None:
    """The bytes that are asked for: none where there are no such, None where all are to be sent."""
    match = _RANGE.fullmatch(asked)
    if match is None or match[1] == match[2] == "" or max(map(len, match.groups())) > 18:
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
