# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files on a worker's machine: docs/protocol.md, section 7."""
import hashlib
import unicodedata

from common import bit_changed, box, derive, listed, padded, seed, sized, u

SLOT = 1024


def scrypt(passphrase, salt, exponent=17):
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return hashlib.scrypt(text, salt=salt, n=2**exponent, r=8, p=1, maxmem=2**29, dklen=32)


def slot(key, salt, number, content):
    nonce = seed("slot nonce", 12)
    return nonce + box(derive(key, "lifeboat/v1/device-file", u(number, 8)), nonce, salt + u(number, 8), content)


def device_file(passphrase, content, used=2, sealed_as=None, exponent=17, fill=0):
    """One slot in use; the random bytes of the others follow from their numbers."""
    salt = seed("salt")
    filled = padded(content, SLOT - 28)
    filled = filled[:-1] + bytes([fill]) if fill else filled
    key = scrypt(passphrase, salt, exponent)
    slots = [
        slot(key, salt, used if sealed_as is None else sealed_as, filled) if number == used
        else b"".join(seed(f"unused {number} {part}") for part in range(SLOT // 32))
        for number in range(4)
    ]  # fmt: skip
    return salt + b"".join(slots)


def device_files(org):
    signing, identity, access, storage = (seed(f"machine {what}") for what in ("signing", "identity", "access", "storage"))
    relay, welcome, ledger_key = seed("machine relay"), seed("machine welcome"), seed("ledger key")
    keys = signing + identity + access + storage + org.fingerprint + org.card_secret
    device = b"\1" + keys + org.mailbox + relay + u(3, 32) + ledger_key
    applicant = b"\2" + keys + relay + welcome + sized("Борис", 16)
    typed, other_keyboard = "ｐassw\u00f6rt № 5", "passwo\u0308rt No 5"
    assert unicodedata.normalize("NFKC", typed) == unicodedata.normalize("NFKC", other_keyboard)
    whole = device_file(typed, device)
    unnamed = applicant[: -2 - len("Борис".encode())]

    def light(content, **rest):
        """Sealed with N = 2^4, so that a test need not do the whole work for each."""
        return device_file(typed, content, exponent=4, **rest)

    rows = [
        ("a slot in another place", light(device, used=2, sealed_as=1)),
        ("another salt", bit_changed(light(device), 0)),
        ("a byte of the slot changed", bit_changed(light(device), 32 + 2 * SLOT + 40)),
        ("a fill that is not zero", light(device, fill=1)),
        ("an unknown version", light(b"\3" + device[1:])),
        ("a byte left over", light(device + b"\0")),
        ("a byte missing", light(device[:-1])),
        ("an applicant without a name", light(unnamed + u(0, 16))),
        ("a name of 513 bytes", light(unnamed + sized("x" * 513, 16))),
    ]
    return {
        "passphrase": typed, "typedOtherwise": other_keyboard, "signingSeed": signing, "identitySeed": identity,
        "accessSeed": access, "storageKey": storage, "fingerprint": org.fingerprint, "cardSecret": org.card_secret,
        "mailbox": org.mailbox, "relayKey": relay, "ledgerEpoch": 3, "ledgerKey": ledger_key, "welcomeSecret": welcome,
        "name": "Борис", "deviceContent": device, "deviceFile": whole, "applicantContent": applicant,
        "applicantFile": device_file(typed, applicant, used=0), "lightFile": light(device),
        "refused": [{"what": what, "file": data} for what, data in rows],
    }  # fmt: skip


# The files under the storage key


def local_files(org):
    storage, name, content = seed("machine storage"), "outbox/17", b"what waits"
    nonce = seed("local nonce", 12)
    sealed = nonce + box(derive(storage, "lifeboat/v1/local", name.encode()), nonce, b"", content)
    return {
        "storageKey": storage, "name": name, "nonce": nonce, "content": content, "sealed": sealed,
        "state": state(), "keys": keys(), "map": ledger_map(), "ledgerKeys": ledger_keys(), "outbox": outbox(), "lists": lists(),
        "pairs": pairs(), "claims": claims(), "seenEnvelopes": seen_envelopes(),
        "founding": b"\1" + sized("Свобода и право", 16) + org.root + listed([sized(b"an entry", 32)], 8)
        + listed([seed("slot") + sized(b"a card", 32)], 8),
    }  # fmt: skip


def many(items):
    return listed(items, 32)


def state():
    rejected = many([u(4, 64) + u(4, 8), u(8, 64) + u(10, 8), u(9, 64) + u(1, 8)])
    return (
        u(4, 8) + u(12, 64) + seed("root over twelve") + sized("a note\n", 16) + rejected
        + u(2, 8) + hashlib.sha256(keys()).digest() + many([u(7, 64)]) + many([u(2, 64), u(9, 64)])
    )  # fmt: skip


def keys():
    """What the second file of keys holds: no key, but where grants stood."""
    case = u(5, 64) + u(2, 8) + listed(sorted([seed("compartment", 16), seed("compartment 2", 16)]), 8)
    held = many([u(3, 64) + u(1, 8) + u(1_800_000_000, 64), case])
    return u(1, 8) + held + sized(many([]), 32)


def seven_bits(number):
    digits = []
    while True:
        digits.append(number & 127)
        number >>= 7
        if not number:
            return bytes(digit | 128 for digit in digits[:-1]) + bytes(digits[-1:])


def ledger_map():
    """Three hundred entries: the tree's right edge is 256, 32, 8 and 4."""
    count = 300
    places = {"compartment": [0, 1, 130, 299], "compartment 2": [2]}
    parts = []
    for name in sorted(places, key=lambda name: seed(name, 16)):
        leaves = b"".join(seed(f"leaf {place}") for place in places[name])
        steps = [b - a for a, b in zip([0] + places[name], places[name])]
        parts.append(
            seed(name, 16) + hashlib.sha256(leaves).digest() + u(len(steps), 32) + b"".join(map(seven_bits, steps))
        )
    edge = listed([seed(f"subtree {size}") for size in (256, 32, 8, 4)], 8)
    return u(1, 8) + u(count, 64) + edge + bytes(n % 12 for n in range(count)) + many(parts) + many([u(4_000_000_000, 32)])


def ledger_keys():
    keys = [u(1, 32) + seed("ledger 1"), u(4_000_000_000, 32) + seed("ledger 2")]
    return u(1, 8) + listed(keys, 16)


def outbox():
    return (
        u(3, 8) + listed([seed("blob")], 16) + listed([seed("entry", 16) + sized(b"an entry", 32)], 16)
        + listed([seed("slot") + seed("entry", 16) + sized(b"a reply", 32)], 16) + many([u(7, 64)])
        + listed([seed("access")], 16) + many([u(1, 64), u(2, 64)]) + listed([seed("old blob")], 16)
        + listed([seed("old access")], 16) + listed([seed("old slot")], 16)
    )  # fmt: skip


def claims():
    blobs = sorted(seed(name) for name in ("blob", "blob 2", "blob 3"))
    return u(1, 8) + u(1_802_592_000, 64) + many([blob + u(n % 2, 8) for n, blob in enumerate(blobs)])


def seen_envelopes():
    return u(1, 8) + u(3, 64) + many([u(4, 64) + u(500_000, 32), u(1 << 40, 64) + u(500_010, 32)])


def lists():
    def texts(*items):
        return b"".join(sized(item, 16) for item in items)

    compared = u(1, 8) + u(1_800_000_000, 64) + seed("names") + u(40, 32) + u(3, 32) + u(1, 32) + u(0, 32)
    first = (
        seed("list", 16) + texts("Розыск", "Министерство", "2026-10-01", "открытые данные") + u(1_799_000_000, 64)
        + u(900, 32) + u(2_000, 32) + u(2, 32) + listed([u(17, 32) + sized("noName", 8)], 8) + compared
    )  # fmt: skip
    second = seed("list 2", 16) + texts("Список", "Газета", "", "") + u(1, 64) + u(1, 32) * 2 + u(0, 32) + u(0, 8) + u(0, 8)
    return u(1, 8) + listed([first, second], 8)


def pairs():
    decided = u(2, 8) + sized("другой год", 16) + seed("member", 16) + u(1_800_000_000, 64)
    rows = [seed("identity", 16) + u(kind, 8) + seed(f"other {kind}", 16) for kind in (1, 2, 3)]
    return u(1, 8) + many([row + listed([decided] * (index + 1), 16) for index, row in enumerate(sorted(rows))])
