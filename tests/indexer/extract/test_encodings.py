import codecs
import unicodedata

import pytest

from indexer.extract.encodings import decoded, is_text
from indexer.extract.plain import PlainExtractor

LINES = (
    "Compte rendu de l’atelier : « L’eau, un bien commun »",
    "À Évreux, le maire a rappelé que la coopération décentralisée naît des élus.",
    "Le cœur du sujet : où trouver 3 000 € à la fin de l’été ? — Très simple…",
    "Çà et là, des forêts brûlées ; l’aïeul s’était tu. Noël à Aÿ.",
)
TEXT = "\n".join(LINES)
PLAIN = TEXT.replace("’", "'").replace("œ", "oe").replace("€", "euros").replace("—", "-").replace("…", "...")
DOS = PLAIN.replace("«", '"').replace("»", '"')

CASES = [
    pytest.param(TEXT.encode(), TEXT, id="UTF-8"),
    pytest.param(codecs.BOM_UTF8 + TEXT.encode(), TEXT, id="UTF-8 with its mark"),
    pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT, id="UTF-16 little with its mark"),
    pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, id="UTF-16 big with its mark"),
    pytest.param(TEXT.encode("utf-16-le"), TEXT, id="UTF-16 little"),
    pytest.param(TEXT.encode("utf-16-be"), TEXT, id="UTF-16 big"),
    pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), TEXT, id="UTF-32"),
    pytest.param(TEXT.encode("cp1252"), TEXT, id="Windows"),
    pytest.param(PLAIN.replace("Aÿ", "Ay").encode("latin-1"), PLAIN.replace("Aÿ", "Ay"), id="Latin-1"),
    pytest.param(TEXT.replace("’", "'").replace("—", "-").replace("…", "").encode("iso8859-15"), None, id="Latin-9"),
    pytest.param(TEXT.encode("mac-roman"), TEXT, id="Macintosh"),
    pytest.param(DOS.encode("cp850"), DOS, id="DOS"),
    pytest.param(unicodedata.normalize("NFD", TEXT).encode(), TEXT, id="accents apart"),
    pytest.param(unicodedata.normalize("NFD", TEXT).encode("utf-16"), TEXT, id="accents apart in UTF-16"),
    pytest.param(TEXT.encode() + b"\nPost\xe9", TEXT + "\nPosté", id="UTF-8 with a line of Windows"),
    pytest.param(b"Rien que de l'ASCII.", "Rien que de l'ASCII.", id="ASCII"),
    pytest.param("É".encode("mac-roman") + b"tudes", "Études", id="one Macintosh letter"),
    pytest.param("Une pause à 2½ heures, à 20 °C.".encode("cp1252"), "Une pause à 2½ heures, à 20 °C.", id="signs"),
    pytest.param("ASSEMBLÉE GÉNÉRALE".encode("cp1252"), "ASSEMBLÉE GÉNÉRALE", id="capitals of Windows"),
    pytest.param("ASSEMBLÉE GÉNÉRALE".encode("mac-roman"), "ASSEMBLÉE GÉNÉRALE", id="capitals of Macintosh"),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_text_is_read_in_the_alphabet_it_was_typed_in(content, expected):
    if expected is None:
        expected = TEXT.replace("’", "'").replace("—", "-").replace("…", "")
    assert decoded(content) == expected
    assert is_text(content)


@pytest.mark.parametrize("alphabet", ["utf-8", "cp1252", "mac-roman"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_are_read_whatever_ends_their_lines(tmp_path, alphabet, end):
    path = tmp_path / "x"
    path.write_bytes((TEXT.replace("\n", 2 * end) + "\x1a").encode(alphabet))
    assert PlainExtractor().claims(path, path.read_bytes()[:8192]) > 0
    assert [p.text for p in PlainExtractor().extract(path).paragraphs] == list(LINES)


def test_what_a_page_declares_is_believed_when_it_can_be_true():
    assert decoded("\u0161koda".encode("iso8859-2"), "iso-8859-2") == "škoda"
    assert decoded("l’été".encode("cp1252"), "iso-8859-1") == "l’été"
    assert decoded("l’été".encode(), "iso-8859-1") == "l’été"
    assert decoded("été".encode("cp1252"), "no-such-alphabet") == "été"


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"", b"  \n", b"\x00\x01\x02\x03" * 50])
def test_what_is_no_text_is_not_taken_for_it(content):
    assert not is_text(content)
