"""Who is served, with which headers, and the HTML page made French: what stands before Streamlit.

The middleware is pure ASGI, since Starlette's BaseHTTPMiddleware lets websockets by.
"""

import re
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASSETS = Path(__file__).parent / "components" / "assets"
_ASSETS_VERSION = sha256(b"".join(path.read_bytes() for path in sorted(ASSETS.iterdir()))).hexdigest()[:12]

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
ONLY_HERE = "Vigie n’a pas encore de comptes : elle ne répond que sur le poste où elle tourne, à l’adresse localhost."
FOREIGN_PAGE = "Cette demande vient d’un autre site : elle est refusée."

_NOT_PAGES = ("/_stcore/", "/static/", "/media/", "/component/", "/vigie/")
_FIXED_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HEAD = f"""<link rel="stylesheet" href="/vigie/vigie.css?v={_ASSETS_VERSION}" />
    <script src="/vigie/fr.js?v={_ASSETS_VERSION}"></script>
    <script src="/vigie/seance.js?v={_ASSETS_VERSION}" defer></script>
  </head>"""
_REWRITES = (
    (re.compile(r'<html lang="en"'), '<html lang="fr"'),
    (re.compile(r"<title>.*?</title>", re.DOTALL), "<title>Vigie</title>"),
    (re.compile(r"<!--.*?-->\s*", re.DOTALL), ""),
    (re.compile(r"<script>.*?</script>\s*", re.DOTALL), ""),  # inline: the content policy would refuse it
    (re.compile(r'<link rel="service-desc"[^>]*>\s*'), ""),
    (re.compile(r'href="./favicon.png"'), 'href="/vigie/vigie.svg" type="image/svg+xml"'),
    (re.compile(r"<noscript>.*?</noscript>", re.DOTALL), "<noscript><p>Vigie demande JavaScript.</p></noscript>"),
    (re.compile(r"</head>"), _HEAD),
)


def routes() -> list[BaseRoute]:
    """Our own routes: health, the first page by its name, and the files that the pages share."""
    return [Route("/sante", _health), Route("/synthese", _first_page), Mount("/vigie", StaticFiles(directory=ASSETS))]


def middleware() -> list[Middleware]:
    """The layers before Streamlit, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(LocalOnly), Middleware(FrenchPage)]


async def _health(_: Request) -> JSONResponse:
    return JSONResponse({"statut": "ok"})


async def _first_page(request: Request) -> RedirectResponse:
    """Streamlit serves its first page under `/` alone: send there whoever asks for it by name."""
    return RedirectResponse(request.url.replace(scheme="", netloc="", path="/"))


def content_policy(host: str) -> str:
    """The content security policy of a page served under that host: everything from here, and nothing else."""
    return (
        "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def refusal(scope: Scope) -> str | None:
    """The French sentence with which a request or a handshake is refused; None where it is served."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not (_is_loopback(scope) and _name_of(f"//{host}") in LOCAL_NAMES):
        return ONLY_HERE
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return FOREIGN_PAGE
    return None


def _is_loopback(scope: Scope) -> bool:
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


def _name_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


class LocalOnly:
    """Serves this machine alone, and refuses what another site's page asks, websockets included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with one sentence."""
        sentence = refusal(scope) if scope["type"] in ("http", "websocket") else None
        if sentence is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": sentence})  # before accept: HTTP 403
        else:
            await PlainTextResponse(f"{sentence}\n", status_code=403)(scope, receive, send)


class SecurityHeaders:
    """Sets the content policy and its companions on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and dress its answer."""
        host = Headers(raw=scope.get("headers", [])).get("host", "")
        policy = content_policy(host if _name_of(f"//{host}") in LOCAL_NAMES else "localhost")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**_FIXED_HEADERS, "content-security-policy": policy})
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class FrenchPage:
    """Rewrites Streamlit's one HTML page: language, title, our style and script, nothing inline."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where its answer may be a page, ask for it plain and whole."""
        if scope["type"] != "http" or scope["path"].startswith(_NOT_PAGES):
            await self.app(scope, receive, send)
            return
        unasked = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unasked]}
        await self.app(plain, receive, _PageSender(send))


class _PageSender:
    """Holds an HTML answer back until it is whole, then sends it rewritten; lets anything else by."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_rewritten(self.start)
        else:
            await self.send(message)

    async def _send_rewritten(self, start: Message) -> None:
        page = rewritten(self.body.decode()).encode() if self.body else b""
        headers = MutableHeaders(scope=start)
        for stale in ("etag", "last-modified"):
            del headers[stale]
        headers["cache-control"] = "no-cache"
        if self.body:
            headers["content-length"] = str(len(page))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def rewritten(page: str) -> str:
    """Streamlit's HTML page, made ours."""
    for pattern, replacement in _REWRITES:
        page = pattern.sub(replacement, page, count=0)
    return page
