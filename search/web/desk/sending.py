"""Sending a file in pieces, by the script of the deposit page; a lost connection goes on where it stopped.

POST /bureau/envois            name, size and what else the browser knows → its number and how much is here already
GET or HEAD /bureau/envois/7   Upload-Offset: how much has arrived
PATCH /bureau/envois/7         the bytes that begin at Upload-Offset; 409 says where they should begin
POST /bureau/envois/7/fin      its SHA-256; the file becomes a deposit. Asked again: the same deposit
DELETE /bureau/envois/7        forget it

After the manner of tus (resumable uploads), with the tokens of our forms.
"""

from __future__ import annotations

import re
from typing import BinaryIO, cast

from flask import Response, abort, jsonify, make_response, request, url_for

from corpus.catalogue import uploads
from corpus.catalogue.models import Upload
from corpus.catalogue.uploads import Reception
from corpus.errors import WrongOffset
from search.web.desk.door import PIECE, account, needs, site, takes_pieces
from search.web.holdings import catalogue, holdings

PIECES = PIECE // 2  # bytes of a piece as the script cuts them
LARGEST = 1 << 40
BATCH = re.compile(r"[0-9a-f]{16}")
DIGEST = re.compile(r"[0-9a-fA-F]{64}")
NUMBER = "<int(max=2147483647):number>"


def reception() -> Reception:
    """Where pieces lie until they are a file."""
    return Reception(holdings().settings.reception_path)


@site.post("/envois")
@needs("deposit")
def begin_sending() -> tuple[Response, int]:
    """Begin to send a file, or find the one that stopped."""
    name, size = request.form.get("nom", ""), request.form.get("taille", -1, int)
    if not name or not 0 <= size <= LARGEST:
        abort(400)
    piece = min(PIECES, holdings().settings.upload_megabytes * 10**6)  # the server takes no larger requests
    with holdings().catalogue.writing() as session:
        given = uploads.start(
            session,
            reception(),
            account().name,
            name,
            size,
            request.form.get("date", ""),
            request.form.get("chemin", ""),
        )
        told = {"numero": given.id, "recu": given.received, "morceau": piece}
    return jsonify(told), 201


@site.get(f"/envois/{NUMBER}")
@needs("deposit")
def how_much(number: int) -> Response:
    """How much of a file has arrived."""
    asked = uploads.of(catalogue(), number, account().name)
    return _here(asked, asked.size if asked.state == "done" else reception().received(number))


@site.route(f"/envois/{NUMBER}", methods=["PATCH"])
@needs("deposit")
@takes_pieces
def take_piece(number: int) -> Response:
    """Write the next piece down."""
    asked = uploads.of(catalogue(), number, account().name)
    offset = request.headers.get("Upload-Offset", "")
    if asked.state != "receiving" or not offset.isdecimal():
        abort(400)
    try:
        here = reception().append(number, asked.size, int(offset), cast("BinaryIO", request.stream))
    except WrongOffset as error:
        refused = _here(asked, error.received)
        refused.status_code = 409
        return refused
    return _here(asked, here)


@site.post(f"/envois/{NUMBER}/fin")
@needs("deposit")
def end_sending(number: int) -> tuple[Response, int]:
    """Make a deposit of the whole file."""
    digest, batch = request.form.get("empreinte", ""), request.form.get("lot", "")
    if (digest and not DIGEST.fullmatch(digest)) or not BATCH.fullmatch(batch):
        abort(400)
    house = holdings()
    entry = uploads.finish(house.catalogue, reception(), house.files, number, account().name, digest, batch)
    page = url_for(".listing", _anchor=f"lot-{entry.batch}")
    return jsonify({"versement": entry.id, "etat": entry.outcome, "nom": entry.filename, "page": page}), 201


@site.delete(f"/envois/{NUMBER}")
@needs("deposit")
def forget_sending(number: int) -> tuple[str, int]:
    """Throw away what has arrived."""
    uploads.cancel(holdings().catalogue, reception(), number, account().name)
    return "", 204


def _here(asked: Upload, received: int) -> Response:
    response = make_response(jsonify({"recu": received, "taille": asked.size, "etat": asked.state}))
    response.headers["Upload-Offset"] = str(received)
    return response
