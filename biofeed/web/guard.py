"""What every request meets first, and what every answer carries.

Three questions, in this order. Does it name this computer (else a foreign name was made to point here: DNS
rebinding)? Does it come from our own page (else another page in the same browser is asking: a hijacked
WebSocket)? Does it bring the cookie? Who may not come in learns nothing, not even what there is.
"""

from __future__ import annotations

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from biofeed.web.address import Address
from biofeed.web.key import Key
from biofeed.words import web as words


def guard(address: Address, key: Key) -> Middleware:
    """Give the middleware that turns away whoever may not come in."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if refusal := _refusal(request, address, key):
            return refusal
        try:
            return await handler(request)
        except web.HTTPException as refused:
            return said(refused.status, words.NOTHING_HERE)

    return guarded


def _refusal(request: web.Request, address: Address, key: Key) -> web.Response | None:
    origin = request.headers.get(hdrs.ORIGIN)
    is_line = hdrs.UPGRADE in request.headers
    if request.headers.getall(hdrs.HOST, []) != [address.host]:
        return said(403, words.NOT_THIS_HOST)
    # Only a page's script can open a line, and a browser always says which page.
    if origin != address.origin and (is_line or origin is not None):
        return said(403, words.NOT_THIS_PAGE)
    if request.path != f"{address.path}open" and not key.opens(request.cookies.get(address.cookie)):
        return said(401, words.NOT_OPENED)
    return None


def said(status: int, text: str) -> web.Response:
    """Give an answer of one sentence."""
    return web.Response(status=status, text=f"{text}\n")


def headers(address: Address) -> dict[str, str]:
    """Give the headers of every answer: nothing is fetched from elsewhere, kept, framed or guessed."""
    # Styles may stand in the page because the terminal's script writes them there.
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data:; connect-src ws://{address.host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "Server": "biofeed",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
