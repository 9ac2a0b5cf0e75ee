# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the organisation vouches for: docs/protocol.md, section 9."""
import base64
import hashlib
import io
import tarfile

import events
from common import bit_changed, seed, sign, verification_key


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def signature_line(org, text, label="lifeboat/v1/attestation", charter=None, card_seed=None):
    signature = sign(card_seed or org.card_seed, label, text)
    return "— lifeboat ".encode() + base64url((charter or org.charter) + signature) + b"\n"


def attestation():
    lines = ["Организация подтверждает: служил до марта 2024 года.", "", "Number: " + seed("attestation", 16).hex()]
    lines += ["Recipient: Посольство", "Issued: 2026-11-26", "Valid-Until: 2027-06-01"]
    lines += ["Certificate: " + base64url(events.certificate()).decode()]
    return "".join(line + "\n" for line in lines).encode()


def bag(org, folder="bag-0011aabb"):
    """RFC 8493 in a ustar stream, with a pax header where a name is not ASCII."""
    long = "attachments/" + "a" * 60 + "/" + "b" * 50 + ".pdf"
    payload = {"case.json": b"{}\n", "README.txt": "Открывайте в изоляции.\n".encode(), long: bytes(700)}
    payload["attachments/002-план_побега.pdf"] = b"%PDF"

    def manifest(digested):
        rows = sorted((path.encode(), hashlib.sha512(data).hexdigest().encode()) for path, data in digested)
        return b"".join(digest + b"  " + path + b"\n" for path, digest in rows)

    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    listing = manifest([("data/" + path, data) for path, data in payload.items()])
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Source-Organization: Свобода и право\nPayload-Oxum: {oxum}\n".encode(),
        "manifest-sha512.txt": listing,
        "lifeboat-signature.txt": signature_line(org, listing, "lifeboat/v1/bag"),
    }
    tags["tagmanifest-sha512.txt"] = manifest(tags.items())

    def member(path, data, kind=tarfile.REGTYPE):
        header = tarfile.TarInfo(path)
        header.size, header.mode, header.type = len(data), 0o600, kind
        return header.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512)

    def extended(path):
        rest = f" path={path}\n".encode()
        length = next(n for n in range(len(rest), len(rest) + 9) if n == len(str(n)) + len(rest))
        return member(f"{folder}/PaxHeaders/path", str(length).encode() + rest, tarfile.XHDTYPE)

    stream = b""
    for path, data in [("data/" + path, data) for path, data in payload.items()] + list(tags.items()):
        whole = f"{folder}/{path}"
        if not whole.isascii():
            stream += extended(whole)
        stream += member("".join(c if c.isascii() else "_" for c in whole), data)
    stream += bytes(1024)
    with tarfile.open(fileobj=io.BytesIO(stream)) as archive:
        for path, data in payload.items():
            assert archive.extractfile(f"{folder}/data/{path}").read() == data
    return {
        "folder": folder, "files": [{"path": path, "content": data} for path, data in payload.items()],
        "organisationName": "Свобода и право", "manifest": listing, "signatureLine": tags["lifeboat-signature.txt"],
        "stream": stream,
    }  # fmt: skip


def vectors(org):
    text = attestation()
    line = signature_line(org, text)
    other = type(org)()
    other.signing_seed = seed("stranger")
    other.root_key = org.root_key
    unsigned = other.make_charter(1_900_000_000)
    stranger = seed("stranger")
    rows = [
        ("a changed text", "signatureWrong", bit_changed(text, 3) + line),
        ("a word that was given for a bag", "signatureWrong", text + signature_line(org, text, "lifeboat/v1/bag")),
        ("a key that the charter does not name", "signatureWrong", text + signature_line(org, text, card_seed=stranger)),
        ("a charter that the root did not sign", "signatureWrong", text + signature_line(org, text, charter=unsigned)),
        ("another organisation's charter", "wrongOrganisation", text + signature_line(org, text, charter=foreign(org))),
        ("a charter that has run out", "charterExpired",
         text + signature_line(org, text, charter=org.make_charter(1_799_999_999))),
        ("no line break at the end", "malformed", text + line[:-1]),
        ("no signature line", "malformed", text),
        ("nothing", "malformed", b""),
        ("another name before the signature", "malformed", text + line.replace(b" lifeboat ", b" lifebelt ")),
        ("base64 with padding", "malformed", text + line[:-1] + b"=\n"),
        ("a line after the signature", "malformed", text + line + b"\n"),
        ("a signature line without a text", "malformed", line),
        ("a signature that is too short", "malformed", text + line[:-5] + b"\n"),
    ]  # fmt: skip
    return {
        "fingerprint": org.fingerprint, "root": org.root, "cardSeed": org.card_seed, "charter": org.charter, "second": 1_800_000_000,
        "text": text, "signatureLine": line, "certificate": events.certificate(), "certificateFields": certificate_fields(),
        "bag": bag(org),
        "refused": [{"what": what, "error": error, "file": data} for what, error, data in rows],
    }  # fmt: skip


def foreign(org):
    other = type(org)()
    other.signing_seed = seed("stranger")
    other.root_key = verification_key(other.signing_seed)
    return other.make_charter(1_900_000_000)


def certificate_fields():
    return {
        "attestation": seed("attestation", 16), "proposition": 4, "date": "2024-03", "recipient": "Посольство", "language": "de",
        "issued": "2026-11-26", "validUntil": "2027-06-01", "grades": [[1, 2], [2, 3]],
    }  # fmt: skip
