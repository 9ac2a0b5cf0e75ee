#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the test vectors of docs/protocol.md, sections 6.3 and 8, a second time and apart from the Swift code.

    pip install 'cryptography>=48'
    Tests/Vectors/relay/make.py
"""
import base64
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).resolve().parent


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def key(seed):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return private, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def tree(leaves):
    """RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + tree(leaves[:k]) + tree(leaves[k:])).digest()


def trees():
    entries = [bytes([i]) * (i % 7) for i in range(70)]
    leaves = [hashlib.sha256(b"\x00" + e).digest() for e in entries]
    return {
        "entries": [e.hex() for e in entries],
        "roots": [tree(leaves[:n]).hex() for n in range(len(leaves) + 1)],
    }


def checkpoint():
    """C2SP tlog-checkpoint in a signed-note."""
    seed = bytes(range(32))
    private, public = key(seed)
    origin = "lifeboat-relay/" + public.hex()
    root = hashlib.sha256(b"a root").digest()
    body = f"{origin}\n20852163\n{b64(root)}\n"
    key_id = hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]
    note = body + f"\n\u2014 {origin} {b64(key_id + private.sign(body.encode()))}\n"
    return {"seed": seed.hex(), "size": 20852163, "root": root.hex(), "note": note}


def signature(method, path, query, body):
    """RFC 9421, section 2.5, in the one form of docs/protocol.md, section 8."""
    seed = bytes(range(1, 33))
    private, public = key(seed)
    relay = hashlib.sha256(b"a relay").hexdigest()
    nonce = bytes(range(16))
    created = 1795000000
    digest = f"sha-256=:{b64(hashlib.sha256(body).digest())}:"
    params = (
        '("@method" "@path" "@query" "content-digest" "lifeboat-relay")'
        f';created={created};nonce="{b64url(nonce)}";keyid="{public.hex()}";tag="lifeboat-relay-v1"'
    )
    base = "\n".join([
        f'"@method": {method}',
        f'"@path": {path}',
        f'"@query": ?{query}',
        f'"content-digest": {digest}',
        f'"lifeboat-relay": {relay}',
        f'"@signature-params": {params}',
    ])
    return {
        "seed": seed.hex(), "relay": relay, "nonce": nonce.hex(), "created": created,
        "method": method, "target": path + ("?" + query if query else ""), "body": body.hex(),
        "contentDigest": digest, "signatureInput": "lifeboat=" + params,
        "signature": f"lifeboat=:{b64(private.sign(base.encode()))}:",
    }  # fmt: skip


def work():
    salt = bytes(range(16))
    subject = hashlib.sha256(b"an envelope").digest()
    x = 0
    while True:
        found = hashlib.sha256(b"lifeboat/v1/work\0" + salt + subject + x.to_bytes(8, "big")).digest()
        if int.from_bytes(found, "big") >> (256 - 14) == 0:
            break
        x += 1
    ticket, offset = bytes(range(100, 132)), 4 << 20
    return {
        "salt": salt.hex(), "subject": subject.hex(), "difficulty": 14, "x": x,
        "ticket": ticket.hex(), "first_part": hashlib.sha256(ticket).hexdigest(),
        "offset": offset, "later_part": hashlib.sha256(ticket + offset.to_bytes(8, "big")).hexdigest(),
    }


def u(value, bits):
    return value.to_bytes(bits // 8, "big")


def sized(data, bits):
    return u(len(data), bits) + data


PROBLEMS = [
    ("malformed", 400), ("not-found", 404), ("method-not-allowed", 405), ("too-large", 413), ("wrong-size", 400),
    ("too-slow", 408), ("not-authorised", 401), ("clock", 401), ("replayed", 401), ("conflict", 409),
    ("wrong-offset", 409), ("no-such-range", 416), ("work-required", 429), ("busy", 503), ("full", 507), ("broken", 500),
]  # fmt: skip


def problem(name, status):
    document = {"type": "urn:lifeboat:problem:" + name, "status": status}
    limit = 1_048_576 if name == "too-large" else None
    return {"name": name, "limit": limit, "document": json.dumps(document | ({"limit": limit} if limit else {}))}


def bodies():
    """Section 8: what is sent and answered, and what is no such body."""
    intake = [(1, 500_000, b"an envelope"), (2**40, 0, b"")]
    leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in (b"one", b"two", b"three")]
    ledger = [(0, leaves[0], b"one"), (1, leaves[1], None), (2**33, leaves[2], b"")]
    names = [hashlib.sha256(f"name {n}".encode()).digest() for n in range(16)]
    entries = [bytes([1]) * 1024, bytes([2]) * 2048]
    slots = [None, bytes([3]) * 8192]
    note = checkpoint()["note"]
    ticket = bytes(range(200, 232))

    def page(sequence, leaf, entry):
        return u(sequence, 64) + leaf + (b"\0" if entry is None else b"\1" + sized(entry, 32))

    made = {
        "intake": b"".join(u(n, 64) + u(hour, 32) + sized(envelope, 32) for n, hour, envelope in intake),
        "ledger": b"".join(page(*item) for item in ledger),
        "numbers": b"".join(u(n, 64) for n in (0, 7, 2**64 - 1)),
        "names": b"".join(names),
        "entries": b"".join(sized(entry, 32) for entry in entries),
        "slots": b"".join(sized(content or b"", 32) for content in slots),
        "receipt": u(2, 32) + u(5, 64) + u(9, 64) + sized(note.encode(), 16),
        "tallies": u(3, 64) + u(70, 64),
    }
    refused = [("a byte missing", form, body[:-1]) for form, body in made.items()]
    refused += [("a byte left over", form, body + b"\0") for form, body in made.items()]
    refused += [
        ("a mark that is neither 0 nor 1", "ledger", u(0, 64) + leaves[0] + b"\2"),
        ("one slot for two names", "slots", made["slots"][4:]),
        ("three slots for two names", "slots", bytes(4) + made["slots"]),
        ("content of no bucket's size", "slots", bytes(4) + sized(bytes(8191), 32)),
        ("an entry of no bucket's size", "entries", sized(bytes(1536), 32)),
        ("seventeen names", "names", made["names"] + names[0]),
        ("a receipt for another count", "receipt", u(1, 32) + made["receipt"][4:]),
        ("a note that is not UTF-8", "receipt", u(2, 32) + u(5, 64) + u(9, 64) + sized(b"\xff", 16)),
    ]
    return {
        "intake": [{"sequence": n, "hour": hour, "envelope": envelope.hex()} for n, hour, envelope in intake],
        "ledger": [
            {"sequence": n, "leaf": leaf.hex(), "entry": None if entry is None else entry.hex()} for n, leaf, entry in ledger
        ],
        "numbers": [0, 7, 2**64 - 1], "names": [name.hex() for name in names], "entries": [entry.hex() for entry in entries],
        "slots": [None if content is None else content.hex() for content in slots], "receiptSequences": [5, 9], "note": note,
        "lastIntake": 3, "ledgerSize": 70, "ticket": ticket.hex(), "uploadPath": "/v1/uploads/" + b64url(ticket),
        **{form + "Body": body.hex() for form, body in made.items()},
        "refused": [{"what": what, "form": form, "body": body.hex()} for what, form, body in refused],
        "problems": [problem(*row) for row in PROBLEMS],
    }  # fmt: skip


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


write("trees.json", trees())
write("checkpoint.json", checkpoint())
write("signatures.json", [
    signature("POST", "/v1/ledger", "", b"a body"),
    signature("GET", "/v1/changes", "intake=1&ledger=2&wait=30", b""),
    signature("POST", "/v1/blobs/keep", "", b"".join(hashlib.sha256(f"blob {n}".encode()).digest() for n in range(256))),
])  # fmt: skip
write("work.json", work())
write("bodies.json", bodies())
