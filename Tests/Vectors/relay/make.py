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
            return {"salt": salt.hex(), "subject": subject.hex(), "difficulty": 14, "x": x}
        x += 1


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


write("trees.json", trees())
write("checkpoint.json", checkpoint())
write("signatures.json", [
    signature("POST", "/v1/ledger", "", b"a body"),
    signature("GET", "/v1/changes", "intake=1&ledger=2&wait=30", b""),
])  # fmt: skip
write("work.json", work())
