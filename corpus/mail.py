"""Sending a mail by the server that the settings name; a centre without one works all the same."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from corpus.errors import BadSetting, MailFault
from corpus.settings import Settings

SECONDS = 20  # patience with the server
PORTS = {"smtp": 25, "smtps": 465}
HERE = ("localhost", "127.0.0.1", "::1")


def possible(settings: Settings) -> bool:
    """Whether mails can be sent: a server is named, and the public address that their links begin with."""
    return bool(settings.smtp and settings.url)


def send(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send one mail of plain text.

    Raises:
        BadSetting: when MEDIATHEQUE_SMTP is not an address of a mail server.
        MailFault: when the server cannot be reached or does not take it.
    """
    server = _server(settings)
    message = EmailMessage()
    message["From"] = settings.contact or f"mediatheque@{urlsplit(settings.url).hostname or server.hostname}"
    message["To"], message["Subject"], message["Date"] = to, subject, formatdate()
    message["Message-ID"] = make_msgid(domain=urlsplit(settings.url).hostname or "mediatheque.invalid")
    message.set_content(text)
    try:
        with _connected(server) as connection:
            if server.username:
                connection.login(unquote(server.username), unquote(server.password or ""))
            connection.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailFault(server.hostname or "", str(error)) from error


def _server(settings: Settings) -> SplitResult:
    server = urlsplit(settings.smtp)
    if server.scheme not in PORTS or not server.hostname:
        hidden = settings.smtp.rpartition("@")[2]
        raise BadSetting("MEDIATHEQUE_SMTP", hidden, "une adresse smtp://serveur:port ou smtps://… est attendue.")
    return server


def _connected(server: SplitResult) -> smtplib.SMTP:
    """A connection, encrypted where the server can; a password never travels in clear to another machine."""
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    connection = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        elif server.username and host not in HERE:
            raise smtplib.SMTPNotSupportedError("le serveur ne chiffre pas la connexion : mot de passe non envoyé")
    except BaseException:
        connection.close()
        raise
    return connection
