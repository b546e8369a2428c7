"""What the server answers, over real HTTP: only this machine, only what was made, never a path."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from siglum.findings import FindingError, Location, finding
from siglum.serve import Made, Server

PAGE = (
    '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src '
    "'none'; script-src 'sha256-abc='\"></head><body class=\"x\"><p>Words.</p></body></html>"
)
FOUND = finding("file-missing", Location("<b>.xml"), name="<b>.xml")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.txt").write_text("secret")
    made = Server(0)
    files: dict[str, str | Path] = {
        "index.html": PAGE,
        "essay.xml": "<TEI/>",
        "é/index.html": PAGE,
        "image.png": tmp_path / "image.png",
        "lost.png": tmp_path / "lost.png",
    }
    made.publish(Made(1, files, (FOUND,)))
    made.start()
    yield made
    made.stop()


def get(
    server: Server, path: str, host: str | None = None, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{server.port}")
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def test_a_page_has_its_findings_on_top_and_may_run_the_script_that_reloads(
    server: Server,
) -> None:
    status, headers, page = get(server, "/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    before, _, after = page.partition('<body class="x"><section id="siglum:serve"')
    assert "script-src 'sha256-" in before
    assert " 'sha256-abc='; connect-src 'self'\">" in before
    assert "<strong>1 finding</strong>" in after
    assert "<strong>error</strong> there is no file &lt;b&gt;.xml <em>check the spelling" in after
    assert after.index("there is no file") < after.index("<p>Words.</p>")


def test_other_files_are_sent_as_they_are(server: Server) -> None:
    assert get(server, "/essay.xml")[1]["Content-Type"] == "application/xml; charset=utf-8"
    assert get(server, "/essay.xml")[2] == "<TEI/>"
    assert get(server, "/image.png")[1]["Content-Type"] == "image/png"
    assert get(server, "/essay.xml", method="HEAD")[2] == ""


def test_a_folder_leads_to_its_page(server: Server) -> None:
    status, headers, _ = get(server, "/%C3%A9")
    assert (status, headers["Location"]) == (302, "/%C3%A9/")
    assert get(server, "/%C3%A9/")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/é/../../secret.txt".replace("é", "%C3%A9"),
        "//secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/lost.png",
        "/secret.txt",
    ],
)
def test_nothing_but_what_was_made_is_served(server: Server, path: str) -> None:
    status, _, page = get(server, path)
    assert status == 404
    assert "<h1>No such page</h1>" in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "", "[::1]"]
)
def test_a_request_for_another_host_is_refused(server: Server, host: str) -> None:
    status, _, text = get(server, "/", host.format(port=server.port))
    assert status == 421
    assert text == f"This address is answered under http://127.0.0.1:{server.port}/ only."


def test_this_machine_is_called_localhost_too(server: Server) -> None:
    assert get(server, "/", f"LOCALHOST:{server.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    assert get(server, "/", method=method)[0] == 501


def test_it_listens_at_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_open_pages_hear_of_a_build(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stream:
        stream.sendall(
            f"GET /.siglum/events HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
        )
        lines = stream.makefile("r", encoding="utf-8")

        def heard() -> dict[str, object]:
            line = next(line for line in lines if line.startswith("data: "))
            said: dict[str, object] = json.loads(line.removeprefix("data: "))
            return said

        first = heard()
        assert first["build"] == 1
        assert "there is no file &lt;b&gt;.xml" in str(first["findings"])
        threading.Timer(0.05, server.publish, [Made(2, {}, ())]).start()
        assert heard() == {"build": 2, "findings": ""}


def test_before_anything_was_made_there_is_a_page_that_waits() -> None:
    server = Server(0)
    server.start()
    try:
        assert "<h1>One moment</h1>" in get(server, "/any")[2]
        server.publish(Made(1, {}, (FOUND,)))
        status, _, page = get(server, "/any")
        assert status == 200
        assert "<h1>No page yet</h1>" in page
        assert "there is no file" in page
    finally:
        server.stop()


def test_a_port_that_is_taken_is_said_in_one_line(server: Server) -> None:
    with pytest.raises(FindingError) as error:
        Server(server.port)
    assert error.value.finding.message == (
        f"port {server.port} of this machine cannot be used: address already in use"
    )
    assert error.value.finding.environment


@pytest.mark.parametrize(
    ("asked", "status", "place", "part"),
    [
        ("bytes=0-3", 206, "bytes 0-3/6", "<TEI"),
        ("bytes=4-", 206, "bytes 4-5/6", "/>"),
        ("bytes=-2", 206, "bytes 4-5/6", "/>"),
        ("bytes=-99", 206, "bytes 0-5/6", "<TEI/>"),
        ("bytes=2-99", 206, "bytes 2-5/6", "EI/>"),
        ("bytes=6-", 416, "bytes */6", ""),
        ("bytes=-0", 416, "bytes */6", ""),
        ("bytes=3-1", 200, None, "<TEI/>"),
        ("bytes=-", 200, None, "<TEI/>"),
        ("bytes=0-1,3-4", 200, None, "<TEI/>"),
        ("lines=1-2", 200, None, "<TEI/>"),
        ("bytes=" + "9" * 5000 + "-", 200, None, "<TEI/>"),
    ],
)
def test_a_part_of_a_file_is_sent_where_one_is_asked_for(
    server: Server, asked: str, status: int, place: str | None, part: str
) -> None:
    found, headers, text = get(server, "/essay.xml", Range=asked)
    assert (found, headers.get("Content-Range"), text) == (status, place, part)


def test_a_part_of_what_may_be_another_file_by_now_is_the_whole(server: Server) -> None:
    found, headers, text = get(server, "/essay.xml", Range="bytes=0-1", If_Range='"x"')
    assert (found, headers["Accept-Ranges"], text) == (200, "bytes", "<TEI/>")


def test_a_part_of_what_is_the_same_file_yet_is_sent(server: Server) -> None:
    tag = get(server, "/essay.xml")[1]["ETag"]
    found, _, text = get(server, "/essay.xml", Range="bytes=0-1", If_Range=tag)
    assert (found, text) == (206, "<T")


@pytest.mark.parametrize("path", ["/", "/essay.xml", "/image.png"])
def test_what_a_browser_has_is_not_sent_again(server: Server, path: str) -> None:
    status, headers, text = get(server, path)
    tag = headers["ETag"]
    assert (status, bool(text)) == (200, True)
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        status, headers, text = get(server, path, If_None_Match=known)
        assert (status, headers["ETag"], headers["Cache-Control"], text) == (
            304, tag, "no-cache", ""
        )  # fmt: skip
        assert "Content-Length" not in headers
    assert get(server, path, If_None_Match='"x"')[0] == 200


def test_a_page_is_another_after_each_build(server: Server) -> None:
    made = server.current()
    assert made is not None
    tag = get(server, "/")[1]["ETag"]
    server.publish(replace(made, build=made.build + 1))
    status, headers, _ = get(server, "/", If_None_Match=tag)
    assert status == 200
    assert headers["ETag"] != tag


def test_what_is_not_there_is_not_kept(server: Server) -> None:
    status, headers, _ = get(server, "/lost.png", If_None_Match="*")
    assert (status, headers["Cache-Control"], "ETag" in headers) == (404, "no-store", False)


def test_a_part_of_a_page_is_the_whole(server: Server) -> None:
    assert get(server, "/", Range="bytes=0-1")[0] == 200
