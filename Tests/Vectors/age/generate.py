#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the age vectors beside this file, one per case, from an implementation of the specification
(https://github.com/C2SP/C2SP/blob/main/age.md) that shares no code with Sources/Age:

    python3 -m venv v && v/bin/pip install cryptography kyber-py && v/bin/python generate.py

A vector is a text header and, after an empty line, the file. The header says what is wrong (`reason`), where the
reader must notice it (`expect`: success, header, mac, identities, payload, armor), what opens it (`identity`,
`passphrase`) and the SHA-256 of the plaintext that may be released (`plaintext`). All bytes are fixed.
"""
import base64, hashlib, hmac, pathlib, struct
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from kyber_py.ml_kem import ML_KEM_768

HERE = pathlib.Path(__file__).parent
CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def fixed(label, count):
    """Bytes that look random and never change."""
    return hashlib.shake_256(("lifeboat age vector " + label).encode()).digest(count)


def b64(data):
    return base64.b64encode(data).rstrip(b"=")


def hkdf(secret, salt, info):
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def bech32(hrp, data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]
    check = 1
    for value in expanded + values + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, g in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            check ^= g if top >> i & 1 else 0
    check ^= 1
    return hrp + "1" + "".join(CHARSET[v] for v in values + [check >> 5 * (5 - i) & 31 for i in range(6)])


# X25519

SECRET = fixed("x25519 identity", 32)
X25519_IDENTITY = bech32("age-secret-key-", SECRET).upper()


def x25519_public(secret):
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def x25519_shared(secret, point):
    return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(point))


PUBLIC = x25519_public(SECRET)


def x25519_stanza(key, secret=None, extra=b"", share_text=None, body=None, kind=b"X25519"):
    ephemeral = secret or fixed("ephemeral", 32)
    share = x25519_public(ephemeral)
    wrap = hkdf(x25519_shared(ephemeral, PUBLIC), share + PUBLIC, b"age-encryption.org/v1/X25519")
    sealed = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    return stanza([kind, (b64(share) if share_text is None else share_text) + extra], sealed if body is None else body)


def x25519_zero_stanza(key, point):
    """Sealed as if the shared secret were the zeros that a point of low order gives."""
    wrap = hkdf(bytes(32), point + PUBLIC, b"age-encryption.org/v1/X25519")
    return stanza([b"X25519", b64(point)], ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None))


# scrypt


def scrypt_stanza(key, passphrase=b"secret words", factor=b"2", salt=None, salt_text=None, extra=b"", body=None,
                  kind=b"scrypt", n=2):
    salt = fixed("salt", 16) if salt is None else salt
    wrap = hashlib.scrypt(passphrase, salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << n, r=8, p=1, dklen=32)
    sealed = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    arguments = [kind, b64(salt) if salt_text is None else salt_text, factor + extra]
    return stanza(arguments, sealed if body is None else body)


# Hybrid: X-Wing (draft-connolly-cfrg-xwing-kem) and HPKE (RFC 9180, base mode)

SEED = fixed("hybrid identity", 32)
HYBRID_IDENTITY = bech32("age-secret-key-pq-", SEED).upper()


def xwing_expand(seed):
    expanded = hashlib.shake_256(seed).digest(96)
    ek, _ = ML_KEM_768._keygen_internal(expanded[:32], expanded[32:64])
    return ek, x25519_public(expanded[64:])


def xwing_encapsulate(seed, label):
    ek, point = xwing_expand(seed)
    shared_m, cipher_m = ML_KEM_768._encaps_internal(ek, fixed(label + " m", 32))
    ephemeral = fixed(label + " x", 32)
    cipher_x, shared_x = x25519_public(ephemeral), x25519_shared(ephemeral, point)
    shared = hashlib.sha3_256(shared_m + shared_x + cipher_x + point + b"\\.//^\\").digest()
    return shared, cipher_m + cipher_x


def hpke_seal(shared, info, plaintext):
    suite = b"HPKE" + struct.pack(">HHH", 0x647A, 1, 3)
    extract = lambda salt, label, ikm: hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")
    expand = lambda prk, label, info, n: HKDFExpand(
        SHA256(), n, struct.pack(">H", n) + b"HPKE-v1" + suite + label + info).derive(prk)
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
    return ChaCha20Poly1305(key).encrypt(nonce, plaintext, None)


def hybrid_stanza(key, seed=None, change=lambda enc: enc, enc_text=None, body=None, extra=b"", kind=b"mlkem768x25519"):
    shared, enc = xwing_encapsulate(seed or SEED, "hybrid")
    sealed = hpke_seal(shared, b"age-encryption.org/mlkem768x25519", key)
    argument = b64(change(enc)) if enc_text is None else enc_text
    return stanza([kind, argument + extra], sealed if body is None else body)


# Files


def wrapped(body):
    text = b64(body)
    return b"".join(text[i : i + 64] + b"\n" for i in range(0, len(text), 64)) + (b"\n" if len(text) % 64 == 0 else b"")


def stanza(arguments, body):
    return b"-> " + b" ".join(arguments) + b"\n" + wrapped(body)


KEY = fixed("file key", 16)
NONCE = fixed("nonce", 16)
TEXT = b"The ferry leaves at six.\n"


def mac(covered, key=None):
    return hmac.digest(hkdf(key or KEY, None, b"header"), covered, "sha256")


def header(stanzas, version=b"age-encryption.org/v1\n", end=None, key=None):
    covered = version + stanzas + b"---"
    return covered + (b" " + b64(mac(covered, key)) + b"\n" if end is None else end(mac(covered, key)))


def chunk(plaintext, index=0, last=True):
    payload_key = hkdf(KEY, NONCE, b"payload")
    return ChaCha20Poly1305(payload_key).encrypt(struct.pack(">3xQB", index, last), plaintext, None)


def file(stanzas=None, payload=None, **options):
    stanzas = x25519_stanza(KEY) if stanzas is None else stanzas
    return header(stanzas, **options) + NONCE + (chunk(TEXT) if payload is None else payload)


def armor(data, line_end=b"\n"):
    text = base64.b64encode(data)
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    return line_end.join(
        [b"-----BEGIN AGE ENCRYPTED FILE-----"] + lines + [b"-----END AGE ENCRYPTED FILE-----"]) + line_end


written = set()


def vector(name, expect, reason, data, plaintext=b"", keys=(("identity", X25519_IDENTITY),), armored=False):
    assert name not in written, name
    written.add(name)
    lines = [("expect", expect), ("reason", reason), *keys, ("plaintext", hashlib.sha256(plaintext).hexdigest())]
    if armored:
        lines.append(("armored", "yes"))
    text = "".join(f"{key}: {value}\n" for key, value in lines) + "\n"
    (HERE / f"{name}.vector").write_bytes(text.encode() + data)


SCRYPT = (("passphrase", "secret words"),)
HYBRID = (("identity", HYBRID_IDENTITY),)
good = x25519_stanza(KEY)
odd = stanza([b"example.com/odd", b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"], fixed("odd", 20))
specified = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"


def specified_seed():
    values = [CHARSET.index(c) for c in specified.lower().split("1", 1)[1]][:-6]
    bits = "".join(f"{v:05b}" for v in values)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, 256, 8))


def write_all():
    # What must open.
    vector("good-x25519", "success", "an X25519 file", file(), TEXT)
    vector("good-scrypt", "success", "a passphrase file", file(scrypt_stanza(KEY)), TEXT, SCRYPT)
    vector("good-scrypt-factor-10", "success", "a work factor of two digits",
           file(scrypt_stanza(KEY, factor=b"10", n=10)), TEXT, SCRYPT)
    vector("good-hybrid", "success", "a hybrid file", file(hybrid_stanza(KEY)), TEXT, HYBRID)
    vector("good-hybrid-specification-key", "success", "sealed to the hybrid key printed in the specification",
           file(hybrid_stanza(KEY, seed=specified_seed())), TEXT, (("identity", specified),))
    vector("good-two-identities", "success", "the second identity opens it",
           file(), TEXT, (("identity", HYBRID_IDENTITY), ("identity", X25519_IDENTITY)))
    vector("good-empty", "success", "an empty file is one empty last chunk", file(payload=chunk(b"")))
    vector("good-unknown-stanza", "success", "a stanza of an unknown type is passed over", file(odd + good), TEXT)
    vector("good-unknown-empty-body", "success", "a body may be empty", file(b"-> odd\n\n" + good), TEXT)
    vector("good-unknown-full-line", "success", "a body of full lines ends with an empty one",
           file(stanza([b"odd"], fixed("odd", 48)) + good), TEXT)
    vector("good-armor", "success", "armored", armor(file()), TEXT, armored=True)
    vector("good-armor-crlf", "success", "armored with CRLF", armor(file(), b"\r\n"), TEXT, armored=True)
    vector("good-armor-white-space", "success", "white space around the armor", b" \n\t\n" + armor(file()) + b"\n \n",
           TEXT, armored=True)

    # The header's grammar.
    for name, reason, version in [
        ("version-unknown", "a version of which nothing is known", b"age-encryption.org/v2\n"),
        ("version-crlf", "a CR in the version line", b"age-encryption.org/v1\r\n"),
        ("version-space", "a space before the version line", b" age-encryption.org/v1\n"),
        ("version-upper-case", "upper case in the version line", b"AGE-encryption.org/v1\n"),
        ("version-missing", "no version line", b""),
        ("version-empty-line", "an empty line after the version", b"age-encryption.org/v1\n\n"),
    ]:
        vector(name, "header", reason, file(version=version))
    vector("empty", "header", "nothing at all", b"")
    for name, reason, stanzas in [
        ("stanza-none", "no stanza", b""),
        ("stanza-no-argument", "a stanza without arguments", b"->\n\n" + good),
        ("stanza-empty-argument", "an empty argument", b"-> \n\n" + good),
        ("stanza-two-spaces", "two spaces between arguments", b"-> odd  x\n\n" + good),
        ("stanza-trailing-space", "a space after the arguments", b"-> odd \n\n" + good),
        ("stanza-tab", "a tab in an argument", b"-> odd\tx\n\n" + good),
        ("stanza-not-ascii", "an argument that is not ASCII", "-> odd é\n\n".encode() + good),
        ("stanza-delete", "a control character in an argument", b"-> odd \x7f\n\n" + good),
        ("stanza-crlf", "a CR after the arguments", b"-> odd\r\n\n" + good),
        ("stanza-no-space", "no space after the arrow", b"->odd\n\n" + good),
        ("stanza-leading-space", "a space before the arrow", b" -> odd\n\n" + good),
        ("stanza-stray-line", "a line that belongs to no stanza", good + b"AAAA\n"),
        ("stanza-empty-line", "an empty line between stanzas", good + b"\n" + odd),
        ("body-missing", "a stanza without a body", b"-> odd\n" + good),
        ("body-missing-at-end", "the last stanza without a body", good + b"-> odd\n"),
        ("body-no-short-line", "a body that ends with a full line", b"-> odd\n" + b"A" * 64 + b"\n" + good),
        ("body-long-line", "a line of 68 characters", b"-> odd\n" + b"A" * 68 + b"\n" + good),
        ("body-short-line-inside", "a short line inside a body", b"-> odd\nAAAA\nAAAA\n" + good),
        ("body-padding", "padding in a body", b"-> odd\nAA==\n" + good),
        ("body-not-canonical", "a body whose last bits are not zero", b"-> odd\nAB\n" + good),
        ("body-lone-digit", "a body with a digit too many", b"-> odd\nAAAAA\n" + good),
        ("body-url-alphabet", "the other base64 alphabet", b"-> odd\nAA-_\n" + good),
        ("body-space", "a space in a body", b"-> odd\nAA AA\n" + good),
        ("body-crlf", "a CR in a body", b"-> odd\nAAAA\r\n" + good),
    ]:
        vector(name, "header", reason, file(stanzas))
    for name, reason, end in [
        ("mac-no-space", "no space before the MAC", lambda m: b64(m) + b"\n"),
        ("mac-two-spaces", "two spaces before the MAC", lambda m: b"  " + b64(m) + b"\n"),
        ("mac-trailing-space", "a space after the MAC", lambda m: b" " + b64(m) + b" \n"),
        ("mac-crlf", "a CR after the MAC", lambda m: b" " + b64(m) + b"\r\n"),
        ("mac-short", "a MAC of 31 bytes", lambda m: b" " + b64(m[:31]) + b"\n"),
        ("mac-long", "a MAC of 33 bytes", lambda m: b" " + b64(m + b"\0") + b"\n"),
        ("mac-padding", "a padded MAC", lambda m: b" " + b64(m) + b"=\n"),
        ("mac-not-canonical", "a MAC whose last bits are not zero", lambda m: b" " + odd_bits(b64(m)) + b"\n"),
        ("mac-missing", "no MAC", lambda m: b"\n"),
        ("mac-more-words", "a word after the MAC", lambda m: b" " + b64(m) + b" x\n"),
    ]:
        vector(name, "header", reason, file(end=end))
    whole = header(good)
    for name, reason, count in [
        ("cut-in-version", "cut in the version line", 10), ("cut-after-version", "cut after the version line", 22),
        ("cut-in-stanza", "cut in a stanza", 60), ("cut-in-mac", "cut in the MAC", len(whole) - 10),
        ("cut-before-line-end", "cut before the header's last byte", len(whole) - 1),
    ]:
        vector(name, "header", reason, whole[:count])

    # The MAC.
    vector("mac-of-another-key", "mac", "a MAC made with another key", file(key=fixed("other", 16)))
    vector("mac-changed", "mac", "a MAC with one bit changed",
           file(end=lambda m: b" " + b64(bytes([m[0] ^ 1]) + m[1:]) + b"\n"))
    genuine = header(odd + good)
    vector("mac-stanza-changed", "mac", "a stanza changed after sealing",
           genuine.replace(b"example.com", b"example.net") + NONCE + chunk(TEXT))
    vector("mac-stanza-removed", "mac", "a stanza removed after sealing",
           genuine.replace(odd, b"") + NONCE + chunk(TEXT))
    vector("mac-stanza-added", "mac", "a stanza added after sealing",
           header(good).replace(b"---", odd + b"---") + NONCE + chunk(TEXT))
    vector("mac-stanzas-swapped", "mac", "stanzas in another order",
           genuine.replace(odd + good, good + odd) + NONCE + chunk(TEXT))

    # X25519.
    share = b64(x25519_public(fixed("ephemeral", 32)))
    order8 = bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")
    for name, expect, reason, stanzas in [
        ("x25519-no-share", "header", "no share", stanza([b"X25519"], fixed("body", 32))),
        ("x25519-extra-argument", "header", "an argument too many", x25519_stanza(KEY, extra=b" x")),
        ("x25519-share-short", "header", "a share of 31 bytes", x25519_stanza(KEY, share_text=b64(fixed("s", 31)))),
        ("x25519-share-long", "header", "a share of 33 bytes", x25519_stanza(KEY, share_text=b64(fixed("s", 33)))),
        ("x25519-share-not-canonical", "header", "a share whose last bits are not zero",
         x25519_stanza(KEY, share_text=odd_bits(share))),
        ("x25519-share-padded", "header", "a padded share", x25519_stanza(KEY, share_text=share + b"=")),
        ("x25519-share-zero", "header", "a share that gives the zero secret", x25519_zero_stanza(KEY, bytes(32))),
        ("x25519-share-low-order", "header", "a share of order eight", x25519_zero_stanza(KEY, order8)),
        ("x25519-body-short", "header", "a file key of 15 bytes", x25519_stanza(KEY[:15])),
        ("x25519-body-long", "header", "a file key of 17 bytes", x25519_stanza(KEY + b"x")),
        ("x25519-body-empty", "header", "no body", x25519_stanza(KEY, body=b"")),
        ("x25519-tag-changed", "identities", "a body that does not open", x25519_stanza(KEY, body=fixed("b", 32))),
        ("x25519-lower-case", "identities", "the type in lower case", x25519_stanza(KEY, kind=b"x25519")),
    ]:
        vector(name, expect, reason, file(stanzas))
    vector("x25519-not-for-us", "identities", "sealed to somebody else", file(),
           keys=(("identity", bech32("age-secret-key-", fixed("stranger", 32)).upper()),))

    # scrypt.
    salt = b64(fixed("salt", 16))
    for name, expect, reason, stanzas in [
        ("scrypt-no-factor", "header", "no work factor", stanza([b"scrypt", salt], fixed("body", 32))),
        ("scrypt-extra-argument", "header", "an argument too many", scrypt_stanza(KEY, extra=b" x")),
        ("scrypt-salt-short", "header", "a salt of 15 bytes", scrypt_stanza(KEY, salt=fixed("salt", 15))),
        ("scrypt-salt-long", "header", "a salt of 17 bytes", scrypt_stanza(KEY, salt=fixed("salt", 17))),
        ("scrypt-salt-not-canonical", "header", "a salt whose last bits are not zero",
         scrypt_stanza(KEY, salt_text=odd_bits(salt))),
        ("scrypt-salt-padded", "header", "a padded salt", scrypt_stanza(KEY, salt_text=salt + b"==")),
        ("scrypt-factor-zero", "header", "a work factor of 0", scrypt_stanza(KEY, factor=b"0")),
        ("scrypt-factor-leading-zero", "header", "a zero before the work factor", scrypt_stanza(KEY, factor=b"02")),
        ("scrypt-factor-plus", "header", "a sign before the work factor", scrypt_stanza(KEY, factor=b"+2")),
        ("scrypt-factor-minus", "header", "a work factor below zero", scrypt_stanza(KEY, factor=b"-2")),
        ("scrypt-factor-hex", "header", "a work factor that is not decimal", scrypt_stanza(KEY, factor=b"0x2")),
        ("scrypt-factor-suffix", "header", "a letter after the work factor", scrypt_stanza(KEY, factor=b"2a")),
        ("scrypt-factor-23", "header", "a work factor above the limit", scrypt_stanza(KEY, factor=b"23")),
        ("scrypt-factor-64", "header", "a work factor above a word", scrypt_stanza(KEY, factor=b"64")),
        ("scrypt-factor-huge", "header", "a work factor that no integer holds",
         scrypt_stanza(KEY, factor=b"18446744073709551618")),
        ("scrypt-factor-endless", "header", "a work factor of a thousand digits",
         scrypt_stanza(KEY, factor=b"2" * 1000)),
        ("scrypt-body-short", "header", "a file key of 15 bytes", scrypt_stanza(KEY[:15])),
        ("scrypt-body-long", "header", "a file key of 17 bytes", scrypt_stanza(KEY + b"x")),
        ("scrypt-twice", "header", "two passphrases",
         scrypt_stanza(KEY) + scrypt_stanza(KEY, passphrase=b"other", salt=fixed("other salt", 16))),
        ("scrypt-and-x25519", "header", "a passphrase beside a key", scrypt_stanza(KEY) + good),
        ("scrypt-and-unknown", "header", "a passphrase beside an unknown stanza", odd + scrypt_stanza(KEY)),
        ("scrypt-tag-changed", "identities", "a body that does not open", scrypt_stanza(KEY, body=fixed("b", 32))),
        ("scrypt-wrong-passphrase", "identities", "another passphrase", scrypt_stanza(KEY, passphrase=b"other")),
        ("scrypt-upper-case", "identities", "the type in upper case", scrypt_stanza(KEY, kind=b"Scrypt")),
    ]:
        vector(name, expect, reason, file(stanzas), keys=SCRYPT)
    vector("x25519-and-scrypt", "header", "a key beside a passphrase, opened with the key",
           file(good + scrypt_stanza(KEY)))

    # Hybrid.
    ek, point = xwing_expand(SEED)
    enc = b64(xwing_encapsulate(SEED, "hybrid")[1])
    for name, expect, reason, stanzas in [
        ("hybrid-no-share", "header", "no encapsulated key", stanza([b"mlkem768x25519"], fixed("body", 32))),
        ("hybrid-extra-argument", "header", "an argument too many", hybrid_stanza(KEY, extra=b" x")),
        ("hybrid-share-short", "header", "an encapsulated key of 1,119 bytes",
         hybrid_stanza(KEY, change=lambda e: e[:-1])),
        ("hybrid-share-long", "header", "an encapsulated key of 1,121 bytes",
         hybrid_stanza(KEY, change=lambda e: e + b"\0")),
        ("hybrid-share-not-canonical", "header", "an encapsulated key whose last bits are not zero",
         hybrid_stanza(KEY, enc_text=odd_bits(enc))),
        ("hybrid-share-padded", "header", "a padded encapsulated key", hybrid_stanza(KEY, enc_text=enc + b"=")),
        ("hybrid-share-low-order", "header", "an encapsulated key whose X25519 part gives zero",
         hybrid_stanza(KEY, change=lambda e: e[:-32] + bytes(32))),
        ("hybrid-body-short", "header", "a file key of 15 bytes", hybrid_stanza(KEY[:15])),
        ("hybrid-body-long", "header", "a file key of 17 bytes", hybrid_stanza(KEY + b"x")),
        ("hybrid-lattice-changed", "identities", "an ML-KEM ciphertext with one bit changed",
         hybrid_stanza(KEY, change=lambda e: bytes([e[0] ^ 1]) + e[1:])),
        ("hybrid-point-changed", "identities", "an X25519 share with one bit changed",
         hybrid_stanza(KEY, change=lambda e: e[:-32] + bytes([e[-32] ^ 1]) + e[-31:])),
        ("hybrid-tag-changed", "identities", "a body that does not open", hybrid_stanza(KEY, body=fixed("b", 32))),
        ("hybrid-upper-case", "identities", "the type in upper case", hybrid_stanza(KEY, kind=b"MLKEM768X25519")),
        ("hybrid-not-for-us", "identities", "sealed to somebody else", hybrid_stanza(KEY, seed=fixed("stranger", 32))),
    ]:
        vector(name, expect, reason, file(stanzas), keys=HYBRID)

    # The payload.
    start = header(good)
    vector("payload-no-nonce", "header", "the file ends with its header", start)
    vector("payload-short-nonce", "header", "a nonce of 15 bytes", start + NONCE[:15])
    for name, reason, payload in [
        ("payload-nothing", "no chunk", b""), ("payload-short-tag", "less than a tag", chunk(b"")[:15]),
        ("payload-cut", "the last byte is missing", chunk(TEXT)[:-1]),
        ("payload-one-more", "a byte after the last chunk", chunk(TEXT) + b"\0"),
        ("payload-changed", "a bit changed", bytes([chunk(TEXT)[0] ^ 1]) + chunk(TEXT)[1:]),
        ("payload-tag-changed", "a bit of the tag changed", chunk(TEXT)[:-1] + bytes([chunk(TEXT)[-1] ^ 1])),
        ("payload-not-last", "a short chunk that is not marked as the last", chunk(TEXT, last=False)),
        ("payload-second-chunk-first", "the chunk of another place", chunk(TEXT, index=1)),
        ("payload-two-last-chunks", "two short chunks", chunk(TEXT) + chunk(TEXT, index=1)),
        ("payload-empty-not-last", "an empty chunk that is not marked as the last", chunk(b"", last=False)),
    ]:
        vector(name, "payload", reason, file(payload=payload))
    full = bytes(65536)
    vector("payload-empty-last-chunk", "payload", "an empty chunk after a full one",
           file(payload=chunk(full, last=False) + chunk(b"", index=1)), full)
    vector("payload-no-last-chunk", "payload", "cut between chunks", file(payload=chunk(full, last=False)), full)
    vector("payload-after-full-last-chunk", "payload", "a chunk after a full last one",
           file(payload=chunk(full) + chunk(TEXT, index=1)), full)
    vector("payload-byte-after-full-last-chunk", "payload", "a byte after a full last chunk",
           file(payload=chunk(full) + b"\0"), full)
    vector("good-full-last-chunk", "success", "a full last chunk", file(payload=chunk(full)), full)

    # Armor; what is wrong inside a line is tested in code.
    for name, reason, data in [
        ("armor-cut", "no end line", armor(file())[:-34]),
        ("armor-text-before", "text before the armor", b"Hello\n" + armor(file())),
        ("armor-text-after", "text after the armor", armor(file()) + b"Hello\n"),
        ("armor-line-cut", "a short line inside", armor(file()).replace(b"\n", b"\nAAAA\n", 1)),
        ("armor-other-label", "another label", armor(file()).replace(b"AGE ENCRYPTED", b"AGE")),
        ("armor-pgp", "an armor header", armor(file()).replace(b"\n", b"\nVersion: 1\n\n", 1)),
    ]:
        vector(name, "armor", reason, data, armored=True)
    vector("armor-of-a-damaged-file", "header", "sound armor around a damaged header",
           armor(file(version=b"age-encryption.org/v1\r\n")), armored=True)


def odd_bits(text):
    """The same bytes in a base64 text whose unused bits are not zero."""
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text[:-1] + bytes([alphabet[alphabet.index(text[-1]) | 1]])


for old in HERE.glob("*.vector"):
    old.unlink()
write_all()
print(len(written), "vectors")
