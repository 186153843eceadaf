"""The door, without Streamlit behind it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

import front_door
from front_door import FrenchPage, LocalOnly, SecurityHeaders


def scope(
    host: str = "localhost:8501", client: str = "127.0.0.1", origin: str | None = None, kind: str = "http"
) -> Scope:
    headers = [(b"host", host.encode()), (b"accept-encoding", b"gzip"), (b"if-none-match", b'"x"')]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    return {
        "type": kind,
        "method": "GET",
        "path": "/",
        "headers": headers,
        "client": (client, 5000),
        "query_string": b"",
    }


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (scope(), None),
        (scope(host="127.0.0.1:8501"), None),
        (scope(host="[::1]:8501", client="::1"), None),
        (scope(host="localhost"), None),
        (scope(origin="http://localhost:8501"), None),
        (scope(client="192.168.1.20"), front_door.ONLY_HERE),
        (scope(client="pas une adresse"), front_door.ONLY_HERE),
        (scope(host="vigie.example"), front_door.ONLY_HERE),
        (scope(host="localhost.example"), front_door.ONLY_HERE),
        (scope(host="localhost@evil.example"), front_door.ONLY_HERE),
        (scope(host="[::1"), front_door.ONLY_HERE),
        (scope(host=""), front_door.ONLY_HERE),
        (scope(origin="http://evil.example"), front_door.FOREIGN_PAGE),
        (scope(origin="http://localhost:9999"), front_door.FOREIGN_PAGE),
        (scope(origin="null"), front_door.FOREIGN_PAGE),
    ],
)
def test_who_is_served(asked: Scope, answer: str | None) -> None:
    assert front_door.refusal(asked) == answer


def run(app: LocalOnly | SecurityHeaders | FrenchPage, asked: Scope) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": f"{asked['type']}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as aside:  # the browser tests leave a running event loop in the main thread
        aside.submit(lambda: asyncio.run(app(asked, receive, send))).result()
    return sent


PAGE = (
    b'<!-- x --><html lang="en"><head><title>Streamlit</title><script>\n inline\n</script>'
    b'<script src="a.js"></script></head>'
)


async def streamlit_page(asked: Scope, receive: Receive, send: Send) -> None:
    assert [name for name, _ in asked["headers"]] == [b"host"]  # nothing that would compress or leave out the page
    headers = [(b"content-type", b"text/html"), (b"etag", b'"x"'), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[20:], "more_body": False})


def test_the_page_is_made_french_and_holds_no_inline_script() -> None:
    start, body = run(FrenchPage(streamlit_page), scope())
    page = body["body"].decode()
    assert page.startswith('<html lang="fr"><head><title>Vigie</title><script src="a.js"></script>')
    assert '<script src="/vigie/fr.js?v=' in page
    assert "inline" not in page
    headers = dict(start["headers"])
    assert headers == {
        b"content-type": b"text/html",
        b"content-length": str(len(body["body"])).encode(),
        b"cache-control": b"no-cache",
    }


async def never(asked: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("a refused request went through")


def test_a_refused_request_gets_one_french_sentence() -> None:
    start, body = run(LocalOnly(never), scope(host="vigie.example"))
    assert start["status"] == 403
    assert body["body"].decode() == f"{front_door.ONLY_HERE}\n"


def test_a_refused_websocket_is_closed_before_it_opens() -> None:
    (closed,) = run(LocalOnly(never), scope(origin="http://evil.example", kind="websocket"))
    assert closed["type"] == "websocket.close"


async def plain_answer(asked: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize(
    ("host", "sources"),
    [
        ("localhost:8501", "ws://localhost:8501 wss://localhost:8501"),
        ("evil; script-src *", "ws://localhost wss://localhost"),
    ],
)
def test_the_policy_names_this_host_alone(host: str, sources: str) -> None:
    (start,) = run(SecurityHeaders(plain_answer), scope(host=host))
    policy = dict(start["headers"])[b"content-security-policy"].decode()
    assert f"connect-src 'self' {sources};" in policy
    assert "*" not in policy
    assert "unsafe-eval" not in policy
