# SPDX-License-Identifier: AGPL-3.0-or-later
"""docs/protocol.md, section 1, and how the vectors are written down."""
import hashlib
import json
import math
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import agepq

HERE = pathlib.Path(__file__).resolve().parent


def derive(key, label, context=b"", count=32):
    return agepq.hkdf(key, b"", label.encode() + b"\0" + context, count)


def sign(seed, label, message):
    return Ed25519PrivateKey.from_private_bytes(seed).sign(label.encode() + b"\0" + message)


def verification_key(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def u(value, bits):
    return value.to_bytes(bits // 8, "big")


def sized(data, bits):
    data = data.encode() if isinstance(data, str) else data
    return u(len(data), bits) + data


def listed(items, bits):
    """How many, and they."""
    return u(len(items), bits) + b"".join(items)


def padded(content, size):
    return sized(content, 32) + bytes(size - 4 - len(content))


def padme(count):
    if count < 2:
        return count
    exponent = int(math.log2(count)) if count < 2**48 else count.bit_length() - 1
    last = exponent - (int(math.log2(exponent)) + 1 if exponent else 0)
    step = 1 << last
    return -(-count // step) * step


def box(key, nonce, authenticated, plaintext):
    """ChaCha20-Poly1305 without the nonce before it."""
    return ChaCha20Poly1305(key).encrypt(nonce, plaintext, authenticated)


def seed(name, count=32):
    return hashlib.sha256(b"test vector " + name.encode()).digest()[:count]


def exchanged(content, old, new):
    assert content.count(old) == 1
    return content.replace(old, new)


def bit_changed(data, place):
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def readable(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: readable(item) for key, item in value.items()}
    return [readable(item) for item in value] if isinstance(value, (list, tuple)) else value


def write(name, value):
    text = json.dumps(readable(value), indent=1, ensure_ascii=False)
    (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def write_lines(name, rows):
    """One line for each row."""
    lines = ",\n".join(" " + json.dumps(readable(row), ensure_ascii=False) for row in rows)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
