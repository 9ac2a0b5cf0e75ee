# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries, grants and the recovery mailbox: docs/protocol.md, sections 6.1 and 6.2."""
import hashlib

import agepq
import events
from common import bit_changed, box, derive, listed, padded, seed, sign, sized, u, verification_key

ORGANISATION = bytes(16)
INTAKE = bytes(15) + b"\1"
CASE_PART = seed("compartment", 16)
SIZES = [1024 << k for k in range(11)]


class Device:
    def __init__(self, name):
        self.signing_seed, self.identity_seed = seed(name + " signing"), seed(name + " identity")
        self.key = verification_key(self.signing_seed)
        self.recipient = agepq.recipient(self.identity_seed)
        self.id = hashlib.sha256(b"lifeboat/v1/device\0" + self.key).digest()[:16]


def signed(org, device, body, compartment, label="lifeboat/v1/event", version=1, second=1_800_000_000):
    content = u(version, 8) + seed("entry", 16) + device.id + u(second, 64) + u(41, 64) + seed("seen root") + sized(body, 32)
    return content + sign(device.signing_seed, label, org.fingerprint + compartment + content)


def in_compartment(key, compartment, epoch, event, nonce=None):
    header = compartment + u(epoch, 32)
    nonce = nonce or seed("inner nonce", 12)
    sealing = derive(key, "lifeboat/v1/ledger/compartment")
    return b"\2" + header + nonce + box(sealing, nonce, header, event)


def entry(ledger_key, inner, epoch=3, version=1, fill=0, size=None):
    nonce = seed("outer nonce", 12)
    header = u(version, 8) + u(epoch, 32) + nonce
    size = size or next(size for size in SIZES if size >= len(inner) + 4 + 17 + 16)
    content = padded(inner, size - 17 - 16)
    content = content[:-1] + bytes([fill]) if fill else content
    return header + box(derive(ledger_key, "lifeboat/v1/ledger/entry"), nonce, header, content)


def entries(org):
    device, other = Device("device"), Device("another device")
    ledger_key, key = seed("ledger key"), seed("compartment key")
    admission = next(fields for kind, what, fields in events.EVENTS if what == "member removed")
    public = events.event(11, admission).data
    note = events.event(0x0204, events.text32("Позвонить вечером.")).data
    organisation = signed(org, device, public, ORGANISATION)
    private = signed(org, device, note, CASE_PART)
    sealed = in_compartment(key, CASE_PART, 7, private)
    long = signed(org, device, events.event(0x0204, events.text32("я" * 400)).data, CASE_PART)
    grant = signed(org, device, b"an age file", ORGANISATION, "lifeboat/v1/grant")
    rows = [
        ("for everybody", b"\1" + organisation, organisation, public, ORGANISATION),
        ("for those who hold a compartment", sealed, private, note, CASE_PART),
        ("of the next size", in_compartment(key, CASE_PART, 7, long), long, None, CASE_PART),
        ("a grant", b"\3" + grant, grant, None, ORGANISATION),
    ]
    admitted = sign(org.signing_seed, "lifeboat/v1/admission", device.key + device.recipient)
    return {
        "fingerprint": org.fingerprint, "deviceSigningSeed": device.signing_seed, "deviceIdentitySeed": device.identity_seed,
        "deviceId": device.id, "endorsement": org.root_key + admitted, "ledgerEpoch": 3, "ledgerKey": ledger_key,
        "compartment": CASE_PART, "compartmentEpoch": 7, "compartmentKey": key, "entryId": seed("entry", 16),
        "second": 1_800_000_000, "seenSize": 41, "seenRoot": seed("seen root"), "outerNonce": seed("outer nonce", 12),
        "innerNonce": seed("inner nonce", 12), "recoveryMailbox": recovery_mailbox(org, ledger_key),
        "entries": [
            {"what": what, "entry": entry(ledger_key, inner), "inner": inner, "signed": event, "event": body,
             "compartment": compartment}
            for what, inner, event, body, compartment in rows
        ],
        "refused": refused(org, device, other, ledger_key, key, public, note, private, sealed),
    }  # fmt: skip


def refused(org, device, other, ledger_key, key, public, note, private, sealed):
    """What is wrong, where a reader notices it, and the entry."""
    elsewhere = in_compartment(key, INTAKE, 7, private)
    moved = sealed[:1] + INTAKE + sealed[17:]
    forged = signed(org, device, public, ORGANISATION)
    foreign = type("Other", (), {"fingerprint": seed("other organisation")})
    whole = entry(ledger_key, b"\1" + forged)
    rows = [
        ("an unknown version", "shape", entry(ledger_key, b"\1" + forged, version=2)),
        ("a size between two", "shape", entry(ledger_key, b"\1" + forged, size=1536)),
        ("another ledger epoch", "epoch", entry(ledger_key, b"\1" + forged, epoch=4)),
        ("another ledger key", "damaged", entry(seed("other ledger key"), b"\1" + forged)),
        ("the epoch changed after sealing", "damaged", None),
        ("the nonce changed", "damaged", bit_changed(whole, 10)),
        ("the last byte changed", "damaged", bit_changed(whole, -1)),
        ("a fill that is not zero", "padding", entry(ledger_key, b"\1" + forged, fill=1)),
        ("an unknown kind of content", "kind", entry(ledger_key, b"\4" + forged)),
        ("nothing in it", "malformed", entry(ledger_key, b"")),
        ("a byte left over", "malformed", entry(ledger_key, b"\1" + forged + b"\0")),
        ("an unknown version of a signed event", "malformed",
         entry(ledger_key, b"\1" + signed(org, device, public, ORGANISATION, version=2))),
        ("the organisation's own events under a compartment's key", "malformed",
         entry(ledger_key, in_compartment(key, ORGANISATION, 7, signed(org, device, public, ORGANISATION)))),
        ("a signature of another device", "signature",
         entry(ledger_key, b"\1" + forged[:17] + other.id + forged[33:])),
        ("a time changed after signing", "signature", entry(ledger_key, b"\1" + bit_changed(forged, 40))),
        ("signed for another organisation", "signature",
         entry(ledger_key, b"\1" + signed(foreign, device, public, ORGANISATION))),
        ("signed for a compartment", "signature", entry(ledger_key, b"\1" + signed(org, device, public, CASE_PART))),
        ("signed as a grant", "signature",
         entry(ledger_key, b"\1" + signed(org, device, public, ORGANISATION, "lifeboat/v1/grant"))),
        ("under another compartment's key", "compartment",
         entry(ledger_key, in_compartment(seed("other compartment key"), CASE_PART, 7, private))),
        ("another compartment written over it", "no key", entry(ledger_key, moved)),
        ("another compartment's epoch", "no key", entry(ledger_key, in_compartment(key, CASE_PART, 8, private))),
        ("sealed for another compartment than it was signed for", "no key", entry(ledger_key, elsewhere)),
        ("the compartment's epoch changed after sealing", "compartment",
         entry(ledger_key, in_compartment(key, CASE_PART, 8, private)[:17] + u(7, 32)
               + in_compartment(key, CASE_PART, 8, private)[21:])),
    ]  # fmt: skip
    rows = [
        (what, error, data if data is not None else whole[:1] + u(3, 32) + entry(ledger_key, b"\1" + forged, epoch=4)[5:])
        for what, error, data in rows
    ]
    return [{"what": what, "error": error, "entry": data} for what, error, data in rows]


def recovery_mailbox(org, ledger_key):
    slots = [
        {"number": n, "name": derive(org.mailbox, "lifeboat/v1/mailbox/slot", u(n, 32))} for n in (1, 2, 4294967295)
    ]
    content = b"\1" + org.fingerprint + org.card_secret + org.mailbox + u(1, 32) + ledger_key
    return {"root": org.root, "slots": slots, "content": content}


# Section 6.2


def key(kind, name, secret, epoch=0, second=1_800_000_000):
    return u(kind, 8) + name + u(epoch, 32) + u(second, 64) + sized(secret, 16)


def named(public):
    return hashlib.sha256(public).digest()[:16]


def every_key(org):
    recovery = agepq.recipient(org.recovery_seed)
    return [
        key(1, CASE_PART, seed("compartment key"), 7),
        key(2, named(agepq.recipient(org.intake_seed)), org.intake_seed),
        key(3, named(verification_key(org.voice_seed)), org.voice_seed),
        key(4, named(verification_key(org.card_seed)), org.card_seed),
        key(5, named(org.charter), org.charter),
        key(6, named(recovery), recovery),
        key(7, bytes(16), seed("ledger key"), 3),
    ]


def grants(org):
    device = Device("device")
    recovery = agepq.recipient(org.recovery_seed)
    content = b"\1" + listed(every_key(org), 8)
    voice = seed("voice")
    refused_rows = [
        ("nothing", b""),
        ("an unknown version", b"\2" + content[1:]),
        ("no key", b"\1\0"),
        ("an unknown kind", b"\1\1" + key(8, bytes(16), seed("key"))),
        ("a kind of zero", b"\1\1" + key(0, bytes(16), seed("key"))),
        ("a compartment's key of 31 bytes", b"\1\1" + key(1, CASE_PART, seed("key", 31), 7)),
        ("a voice with an epoch", b"\1\1" + key(3, named(verification_key(voice)), voice, 1)),
        ("a voice under another name", b"\1\1" + key(3, bit_changed(named(verification_key(voice)), 0), voice)),
        ("a voice that is named by its seed", b"\1\1" + key(3, named(voice), voice)),
        ("a ledger key with an identifier", b"\1\1" + key(7, CASE_PART, seed("key"), 3)),
        ("a recovery recipient that is too short", b"\1\1" + key(6, named(recovery[:-1]), recovery[:-1])),
        ("a charter cut short", b"\1\1" + key(5, named(org.charter[:-1]), org.charter[:-1])),
        ("a byte left over", content + b"\0"),
        ("the last byte missing", content[:-1]),
        ("fewer keys than it says", b"\1" + u(8, 8) + content[2:]),
    ]
    return {
        "deviceIdentitySeed": device.identity_seed, "recoverySeed": org.recovery_seed, "content": content,
        "file": agepq.seal(content, device.recipient, recovery), "second": 1_800_000_000,
        "compartment": CASE_PART, "compartmentEpoch": 7, "compartmentKey": seed("compartment key"),
        "intakeSeed": org.intake_seed, "voiceSeed": org.voice_seed, "cardSeed": org.card_seed, "charter": org.charter,
        "recovery": recovery, "ledgerEpoch": 3, "ledgerKey": seed("ledger key"),
        "refused": [{"what": what, "content": content} for what, content in refused_rows],
    }  # fmt: skip
