"""What every answer tells the browser it may do: nothing but what the pages need."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def protect(response: Response) -> Response:
    """Add the security headers; a view may have set a stricter one."""
    given = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for name, value in given.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "static":
        response.cache_control.public = True
        response.cache_control.max_age = 31536000 if request.args.get("v") else 300
        response.cache_control.no_cache = None
    elif response.cache_control.max_age is None and "Cache-Control" not in response.headers:
        response.cache_control.no_cache = True
        response.cache_control.private = True
    return response


def register(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(protect)
