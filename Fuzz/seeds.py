#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fills the corpus of each fuzz program with what its parser accepts, or nearly: Fuzz/seeds.py CORPUS-FOLDER [NAME...]

The known answers of Tests/Vectors come first; where there are none for a format, a few examples stand below. A program
without a single seed is an error: it would spend its time in front of the parser's first check."""
import io
import json
import pathlib
import sys
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
VECTORS = ROOT / "Tests" / "Vectors"
PIECE = b"\x40"  # the first byte of programs that cut the rest into pieces of that size


def values(tree):
    """Every text of a JSON tree."""
    if isinstance(tree, dict):
        for each in tree.values():
            yield from values(each)
    elif isinstance(tree, list):
        for each in tree:
            yield from values(each)
    elif isinstance(tree, str) and tree:
        yield tree


def vectors(*names):
    """The texts of vector files below Tests/Vectors."""
    return [text for name in names for text in values(json.loads((VECTORS / name).read_text("utf-8")))]


def texts(*names):
    return [text.encode() for text in vectors(*names)]


def binaries(*names):
    """What stands there in hexadecimal, as bytes."""
    found = []
    for text in vectors(*names):
        try:
            found.append(bytes.fromhex(text))
        except ValueError:
            pass
    return found


def pictures():
    """Exif with a place and a device, where each kind of picture keeps it."""
    def u(value, count, order="big"):
        return value.to_bytes(count, order)

    def exif(order):
        def field(tag, kind, count, value):
            return u(tag, 2, order) + u(kind, 2, order) + u(count, 4, order) + value
        fractions = b"".join(u(part, 4, order) + u(1, 4, order) for part in (50, 30, 0, 30, 15, 0))
        main = u(2, 2, order) + field(0x110, 2, 4, b"X99\0") + field(0x8825, 4, 1, u(38, 4, order)) + u(0, 4)
        gps = u(2, 2, order) + field(2, 5, 3, u(68, 4, order)) + field(4, 5, 3, u(92, 4, order)) + u(0, 4)
        return (b"II" if order == "little" else b"MM") + u(42, 2, order) + u(8, 4, order) + main + gps + fractions

    def box(name, content):
        return u(len(content) + 8, 4) + name + content

    found = []
    for data in (exif("little"), exif("big")):
        segment = b"Exif\0\0" + data
        found.append(b"\xff\xd8\xff\xe1" + u(len(segment) + 2, 2) + segment + b"\xff\xda\0\2\xff\xd9")
        found.append(b"\x89PNG\r\n\x1a\n" + u(len(data), 4) + b"eXIf" + data + bytes(4))
        found.append(b"RIFF" + u(len(data) + 12, 4, "little") + b"WEBPEXIF" + u(len(data), 4, "little") + data)
        item = u(6, 4) + segment
        for brand in (b"heic", b"avif"):
            kind = box(b"ftyp", brand + bytes(4) + b"mif1" + brand)
            entry = box(b"infe", b"\2\0\0\0" + u(7, 2) + u(0, 2) + b"Exif\0")
            def meta(offset):
                place = u(7, 2) + u(0, 2) + u(1, 2) + u(offset, 4) + u(len(item), 4)
                return box(b"meta", bytes(4) + box(b"iinf", bytes(4) + u(1, 2) + entry)
                           + box(b"iloc", bytes(4) + b"\x44\0" + u(1, 2) + place))
            found.append(kind + meta(len(kind) + len(meta(0)) + 8) + box(b"mdat", item))
    return found


def documents():
    """PDF files, archives, films and records of the press that name an author or a place."""
    packet = b"<?xpacket?><x:xmpmeta><rdf:RDF><rdf:Description photoshop:City='Kyiv'/><dc:creator>A</dc:creator></rdf:RDF></x:xmpmeta>"
    picture = pictures()[0]

    def stream(words, content):
        return b"7 0 obj <<" + words + b"/Length 9>>\nstream\n" + content + b"\nendstream endobj\n"
    found = [b"%PDF-1.7\n" + part + b"trailer <</Info 5 0 R>>\n%%EOF" for part in (
        b"5 0 obj <</Author(Ivan)/Creator<FEFF0418>>> endobj\n",
        stream(b"/Type/ObjStm/Filter/FlateDecode", zlib.compress(b"5 0 <</Author(Ivan)>>")),
        stream(b"/Subtype/XML", packet), stream(b"/Subtype/XML/Filter/FlateDecode", zlib.compress(packet)),
        stream(b"/Filter/DCTDecode", picture), b"<</Encrypt 4 0 R>>")]
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", method) as writer:
            writer.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            writer.writestr("docProps/core.xml", "<?xml?><dc:creator>Ivan</dc:creator><cp:lastModifiedBy/>" * 9)
            writer.writestr("word/media/1.jpg", picture)
        found.append(archive.getvalue())

    def box(name, content):
        return (len(content) + 8).to_bytes(4, "big") + name + content
    moov = box(b"moov", box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+55.7522+037.6156/")))
    found += [box(b"ftyp", b"mp42" + bytes(4)) + box(b"mdat", bytes(9)) + moov + box(b"uuid", b"\xbe" * 16 + packet),
              box(b"wide", b"") + box(b"mdat", bytes(9)) + moov]
    records = b"".join(b"\x1c\x02" + bytes([number]) + b"\0\x04Kyiv" for number in (90, 80, 5))
    resources = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records
    found.append(b"\xff\xd8\xff\xed" + (len(resources) + 2).to_bytes(2, "big") + resources + b"\xff\xd9" + picture)
    for words in (b"iTXtXML:com.adobe.xmp\0\1\0\0\0", b"zTXtAuthor\0\0"):
        text = words + zlib.compress(packet)
        found.append(b"\x89PNG\r\n\x1a\n" + (len(text) - 4).to_bytes(4, "big") + text + bytes(8) + b"IEND")
    return found + ["Встреча в 14:05".encode()]


def age_files():
    """The files behind the headings of the age vectors."""
    return [path.read_bytes().split(b"\n\n", 1)[1] for path in sorted((VECTORS / "age").glob("*.vector"))]


def age_keys():
    """Key files: one key alone, several with comments, and the keys named in vectors."""
    found = {line.split(b": ", 1)[1] for path in (VECTORS / "age").glob("*.vector")
             for line in path.read_bytes().split(b"\n\n", 1)[0].split(b"\n") if line.startswith(b"identity: ")}
    keys = sorted(found) + texts("age/specification-keys.json")
    return keys + [b"# created: 2026-11-26T00:00:00Z\n# public key: x\n\n" + b"\n".join(keys[:3]) + b"\n"]


def multipart():
    field = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    file = (b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\nContent-Type: image/png\r\n\r\n'
            b"\x89PNG\r\n--b \r\n-\r\n")
    form = b"".join(field % pair for pair in [
        (b"csrf", b"1"), (b"form", b"00" * 16), (b"urgency", b"2"), (b"contact", b"here"), (b"body", "текст\r\n".encode())])
    return [PIECE + each for each in (
        form + b"--b--\r\n", form + file % "фото.png".encode() + b"--b--\r\n", file % b"" + b"--b--", b"--b--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="files"; filename*=UTF-8\'\'a\r\n\r\n\r\n--b--\r\n')]


WORDS = [text for text in texts("protocol/words.json") if b" " in text]
NAMES = ["Осечкин Владимир Валерьевич\tVladimir Osechkin".encode(), b"Anna Petrova\tPetrova, A.",
         "Ёлкина О’Нил-Смит\tElkina".encode()]
MESSAGES = binaries("protocol/messages.json", "protocol/organisation.json", "protocol/refused-cards.json",
                    "protocol/refused-messages.json", "protocol/refused-replies.json", "protocol/compartment.json")

SEEDS = {
    "FuzzAgeArmor": lambda: [each for each in age_files() if b"-----BEGIN" in each],
    "FuzzAgeFile": lambda: [PIECE + each for each in age_files()],
    "FuzzAgeKeyFile": age_keys,
    "FuzzBagManifest": lambda: [b"0f" * 64 + b"  data/case.html\n", b"0f" * 64 + b"  bagit.txt\n" + b"a0" * 64
                                + b"  data/attachments/001-a.pdf\n", b"data/attachments/001-a.pdf"],
    "FuzzCodephrase": lambda: WORDS + texts("protocol/organisation.json") + ["повестка.pdf".encode(), b"image/jpeg"],
    "FuzzDeskFormats": lambda: binaries("protocol/joining.json") + [
        b"http://127.0.0.1:8391", b"https://[::1]:80", b"http://" + b"a" * 56 + b".onion",
        b"\x01\x00", b"\x01" + bytes(12), b"\x02" + bytes(64), b"\x03" + bytes(64)],
    "FuzzEvent": lambda: binaries("protocol/joining.json") + [b"\x01" + bytes(40), b"\x01\x01\x01" + bytes(80)],
    "FuzzJoining": lambda: binaries("protocol/joining.json"),
    "FuzzKeyContents": lambda: [b"\x01" + bytes(range(256)), b"\x02" + bytes(range(256)), *binaries("protocol/joining.json")],
    "FuzzKeyRing": lambda: binaries("protocol/joining.json", "protocol/compartment.json"),
    "FuzzLanguages": lambda: [b"ru-RU,en;q=0.5", b"uk, ru;q=0.9, *;q=0.1", b"pt-BR-x-a, zh-Hant;q=0.001", b"de;q=1.000,fr;q=0",
                              b",".join([b"xx"] * 40) + b",ru"],
    "FuzzMessageForm": multipart,
    "FuzzMessages": lambda: MESSAGES,
    "FuzzMultipart": multipart,
    "FuzzNamesIndex": lambda: [bytes([0, place, value]) for place in (0, 8, 40, 90) for value in (0, 1, 255)],
    "FuzzNamesList": lambda: [b"id,name,aliases\nx1,Anna Petrova,A. Petrova;Petrova Anna\n", b'{"id":"x","schema":"Person",'
                              b'"properties":{"name":["Anna"],"alias":["A"]}}\n', *NAMES],
    "FuzzNamesText": lambda: NAMES,
    "FuzzPixels": lambda: [b"P6\n2 1\n255\n" + bytes(6), b"P6 1 1 255 " + bytes(3) + b"P6 1 1 255 " + bytes(3), b"%PDF-1.7",
                           b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", *pictures(), *documents()],
    "FuzzRelayBodies": lambda: [
        (1).to_bytes(8, "big") + (498_000).to_bytes(4, "big") + (8192).to_bytes(4, "big") + bytes(8192),
        (1024).to_bytes(4, "big") + bytes(1024), bytes(8), bytes(32), bytes(16),
        (0).to_bytes(8, "big") + bytes(32) + b"\x01" + (1024).to_bytes(4, "big") + bytes(1024),
        *binaries("relay/trees.json")[:20]],
    "FuzzRelayFields": lambda: texts("relay/signatures.json", "relay/checkpoint.json") + [
        b"bytes=0-", b"bytes=65536-", b"difficulty=12, salt=AAECAwQFBgcICQoLDA0ODw", b"salt=AAECAwQFBgcICQoLDA0ODw, x=22880",
        b"Thu, 26 Nov 2026 10:00:00 GMT", b'{"type":"urn:lifeboat:problem:too-large","status":413,"limit":5}'],
    "FuzzRelayRoute": lambda: [bytes([method]) + target for method, target in [
        (0, b"/v1/intake?after=0&limit=256"), (0, b"/v1/ledger?from=0&limit=1"), (0, b"/v1/checkpoint"),
        (0, b"/v1/changes?intake=0&ledger=0&wait=30"), (0, b"/v1/blobs/" + b"0f" * 32), (1, b"/v1/intake"),
        (1, b"/v1/intake/remove"), (1, b"/v1/slots/fetch"), (1, b"/v1/slots/remove"), (1, b"/v1/ledger"), (1, b"/v1/ledger?size=7"),
        (1, b"/v1/ledger/erase"), (1, b"/v1/devices"), (2, b"/v1/slots/" + b"0f" * 32),
        (2, b"/v1/uploads/" + b"A" * 43), (2, b"/v1/devices/" + b"0f" * 32), (3, b"/v1/uploads/" + b"A" * 43),
        (3, b"/v1/blobs/" + b"0f" * 32), (4, b"/v1/uploads/" + b"A" * 43), (4, b"/v1/devices/" + b"0f" * 32)]],
    "FuzzSealedEntry": lambda: [b"\x01" + bytes(1023), b"\x01\x00\x00\x00\x01" + bytes(1019), *binaries("protocol/joining.json")],
    "FuzzSettings": lambda: [b'{"portal-port": 8080, "desk-idle-minutes": 10, "relay-disk-share": "20GB"}', b"500MB", b"2GiB",
                             b'{"socks": "127.0.0.1:9050", "portal-relay": "http://\\u0061.onion"}', b"ready http://x/\nx"],
    "FuzzTables": lambda: ['name,when\r\n"a ""b""\nc",2026-01-01\r\n'.encode(), "имя;дата\nАнна;1\n".encode(),
                           "имя\tдата\nАнна\t1\n".encode("cp1251"), b"\xef\xbb\xbfa,b\n1,2\n"],
    "FuzzVouchedText": lambda: [
        b"Valid-Until: 2027-01-01\n" + "— lifeboat ".encode() + b"A" * 300 + b"\n", *binaries("protocol/organisation.json")],
    "FuzzWebForms": lambda: [b"words=a+b&csrf=%D0%B0&body=", b"visit=AbC-_; other=1"] + [b"words=" + each for each in WORDS[:3]],
    "FuzzWordRepair": lambda: [b"words=a+b+c+d+e+f+g+h+i+j+k+l&near1=x&near12=y&repair=3+z", b"repair=12+about",
                               b"repair=-9223372036854775808+z"],
}


def main():
    corpus, wanted = pathlib.Path(sys.argv[1]), sys.argv[2:] or sorted(path.name for path in (ROOT / "Fuzz/Sources").iterdir())
    for name in wanted:
        seeds = SEEDS[name]() if name in SEEDS else []
        if not seeds:
            sys.exit(f"{name} has no seed: give it some in Fuzz/seeds.py")
        folder = corpus / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (folder / f"seed-{number:04}").write_bytes(seed)


main()
