# SPDX-License-Identifier: AGPL-3.0-or-later
"""age files to mlkem768x25519 recipients, written from the specification and apart from the Swift code."""
import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

CHUNK = 65536
XWING_LABEL = bytes.fromhex("5c2e2f2f5e5c")
SUITE = b"HPKE" + bytes.fromhex("647a00010003")


def extract(salt, key):
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def expand(key, info, count):
    output, block, index = b"", b"", 1
    while len(output) < count:
        block = hmac.new(key, block + info + bytes([index]), hashlib.sha256).digest()
        output, index = output + block, index + 1
    return output[:count]


def hkdf(key, salt, info, count=32):
    return expand(extract(salt, key), info, count)


def recipient(seed):
    """The X-Wing public key of a seed (draft-connolly-cfrg-xwing-kem)."""
    wide = hashlib.shake_256(seed).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(wide[:64]).public_key().public_bytes_raw()
    return mlkem + X25519PrivateKey.from_private_bytes(wide[64:]).public_key().public_bytes_raw()


def encapsulate(key):
    shared_mlkem, enc_mlkem = MLKEM768PublicKey.from_public_bytes(key[:1184]).encapsulate()
    ephemeral = X25519PrivateKey.generate()
    enc_x25519 = ephemeral.public_key().public_bytes_raw()
    shared_x25519 = ephemeral.exchange(X25519PublicKey.from_public_bytes(key[1184:]))
    shared = hashlib.sha3_256(shared_mlkem + shared_x25519 + enc_x25519 + key[1184:] + XWING_LABEL).digest()
    return shared, enc_mlkem + enc_x25519


def seal_base(key, info, plaintext):
    """HPKE SealBase (RFC 9180, section 6.1)."""

    def labeled_extract(salt, label, ikm):
        return extract(salt, b"HPKE-v1" + SUITE + label + ikm)

    shared, enc = encapsulate(key)
    context = b"\0" + labeled_extract(b"", b"psk_id_hash", b"") + labeled_extract(b"", b"info_hash", info)
    secret = labeled_extract(shared, b"secret", b"")

    def labeled_expand(label, count):
        return expand(secret, count.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + context, count)

    box = ChaCha20Poly1305(labeled_expand(b"key", 32))
    return enc, box.encrypt(labeled_expand(b"base_nonce", 12), plaintext, b"")


def seal(plaintext, *keys):
    def base64_of(data):
        return base64.b64encode(data).rstrip(b"=")

    file_key, nonce = os.urandom(16), os.urandom(16)
    header = b"age-encryption.org/v1\n"
    for key in keys:
        enc, body = seal_base(key, b"age-encryption.org/mlkem768x25519", file_key)
        header += b"-> mlkem768x25519 " + base64_of(enc) + b"\n" + base64_of(body) + b"\n"
    header += b"---"
    mac = hmac.new(hkdf(file_key, b"", b"header"), header, hashlib.sha256).digest()
    chunks = [plaintext[at : at + CHUNK] for at in range(0, len(plaintext), CHUNK)] or [b""]
    box = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload"))
    payload = b"".join(
        box.encrypt(index.to_bytes(11, "big") + bytes([index == len(chunks) - 1]), chunk, b"")
        for index, chunk in enumerate(chunks)
    )
    return header + b" " + base64_of(mac) + b"\n" + nonce + payload
