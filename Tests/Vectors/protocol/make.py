#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the protocol's test vectors: docs/protocol.md but for 6.3 and 8 (those are in ../relay), a second time and apart from the Swift code.

    pip install mnemonic==0.21 'cryptography>=48'
    Tests/Vectors/protocol/make.py            # all that is deterministic
    Tests/Vectors/protocol/make.py --sealed   # also sealed.json and grants.json, which hold fresh randomness
"""
import hashlib
import hmac
import pathlib
import sys
import unicodedata

import mnemonic

import agepq
import events
import files
import ledger
import vouched
from common import box, derive, exchanged, padded, padme, seed, sign, sized, u, verification_key, write, write_lines

LISTS = {
    "en": "english", "ru": "russian", "fr": "french", "es": "spanish",
    "pt": "portuguese", "it": "italian", "cs": "czech", "tr": "turkish",
}  # fmt: skip
BUCKETS = [8192, 32768, 131072]


# Section 2


def word_list(tag):
    path = pathlib.Path(mnemonic.__file__).parent / "wordlist" / (LISTS[tag] + ".txt")
    words = [unicodedata.normalize("NFC", word) for word in path.read_text(encoding="utf-8").split()]
    return ["снова" if "\ufffd" in word else word for word in words]


def words_for(entropy, tag):
    checksum_bits = len(entropy) // 4
    number = int.from_bytes(entropy, "big") << checksum_bits
    number |= hashlib.sha256(entropy).digest()[0] >> (8 - checksum_bits)
    count = (len(entropy) * 8 + checksum_bits) // 11
    words = word_list(tag)
    return [words[number >> 11 * (count - 1 - index) & 2047] for index in range(count)]


class Conversation:
    def __init__(self, entropy, fingerprint):
        label = "lifeboat/v1/conversation"
        root = derive(entropy, label, fingerprint)
        self.entropy = entropy
        self.identity_seed = derive(root, label + "/identity")
        self.recipient = agepq.recipient(self.identity_seed)
        self.secret = derive(root, label + "/secret")
        self.id = derive(self.secret, label + "/id", b"", 16)
        self.message_key = derive(self.secret, label + "/message-key")
        self.nonce = derive(self.secret, label + "/nonce")

    def pass_id(self, number):
        return derive(self.secret, "lifeboat/v1/conversation/pass", u(number, 32), 16)

    def slot(self, number):
        return derive(self.secret, "lifeboat/v1/conversation/slot", u(number, 32))


# Section 3


class Organisation:
    def __init__(self):
        self.root = seed("root")
        self.signing_seed = derive(self.root, "lifeboat/v1/organisation/root-signing")
        self.root_key = verification_key(self.signing_seed)
        self.recovery_seed = derive(self.root, "lifeboat/v1/organisation/recovery")
        self.mailbox = derive(self.root, "lifeboat/v1/organisation/recovery-mailbox")
        self.fingerprint = hashlib.sha256(b"lifeboat/v1/organisation\0" + self.root_key).digest()
        self.card_seed = seed("card key")
        self.card_secret = seed("card secret")
        self.voice_seed = seed("voice")
        self.intake_seed = seed("intake")
        self.charter = self.make_charter(1_900_000_000)

    def make_charter(self, valid_until):
        signed = verification_key(self.card_seed) + u(valid_until, 64)
        return self.root_key + signed + sign(self.signing_seed, "lifeboat/v1/charter", signed)

    def card(self, version=7, issued=1_800_000_000, valid_until=1_803_024_000, name="Свобода и право",
             languages=("ru", "en", "uk", "pt-BR"), charter=None, kind=1, voices=None, signer=None, trailing=b""):  # fmt: skip
        voices = [verification_key(self.voice_seed)] if voices is None else voices
        card = u(kind, 8) + (charter or self.charter) + u(version, 32) + u(issued, 64) + u(valid_until, 64)
        card += sized(name, 16) + u(len(languages), 8) + b"".join(sized(tag, 8) for tag in languages)
        card += sized(agepq.recipient(self.intake_seed), 16)
        card += u(len(voices), 8) + b"".join(voices) + u(12, 8) + trailing
        return card + sign(signer or self.card_seed, "lifeboat/v1/card", card)

    def slot_name(self, version):
        return derive(self.card_secret, "lifeboat/v1/card/slot", u(version, 32))

    def sealed_card(self, content, version):
        key = derive(self.card_secret, "lifeboat/v1/card/key", u(version, 32))
        size = next(bucket for bucket in BUCKETS if bucket >= len(content) + 20)
        return box(key, bytes(12), self.slot_name(version), padded(content, size - 16))

    def link(self):
        return bech32("lifeboat", u(1, 8) + self.fingerprint + self.card_secret)


def bech32(prefix, data):
    """BIP-173."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    digits = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = 1
    for value in expanded + digits + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for index, generator in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            check ^= generator if top >> index & 1 else 0
    digits += [(check ^ 1) >> 5 * (5 - index) & 31 for index in range(6)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[digit] for digit in digits)


# Sections 4 and 5

ATTACHMENT = {
    "blob": seed("blob"), "seed": seed("file"), "byteCount": 1_048_577, "name": "повестка.pdf",
    "mediaType": "application/pdf",
}  # fmt: skip


def attachments(items):
    return u(len(items), 8) + b"".join(
        item["blob"] + item["seed"] + u(item["byteCount"], 64) + sized(item["name"], 8) + sized(item["mediaType"], 8)
        for item in items
    )


# Section 5.1

CONSENT = seed("consent", 16)


def texts(items):
    return u(len(items), 8) + b"".join(sized(item, 8) for item in items)


def scope(items=(2, 3), purpose=4, procedure="", recipient=1, name="Редакция «Маяк»", seen=5, handling=3, conditions=(2,),
          not_to=("телеканал",), leave_out=("имя сестры",), until=20_500):  # fmt: skip
    content = sized(bytes(items), 8) + u(purpose, 8) + sized(procedure, 8) + u(recipient, 8) + sized(name, 8)
    return content + u(seen, 8) + u(handling, 8) + sized(bytes(conditions), 8) + texts(not_to) + texts(leave_out) + u(until, 32)


def offer(standing=1, terms=None):
    return CONSENT + u(standing, 8) + (scope() if terms is None else terms)


def offers(*items):
    return u(len(items), 8) + b"".join(items)


def consent_answer(choice=1, terms=None, language="ru", own=("Мой рассказ — редакции.", "Помощь останется.")):
    content = CONSENT + u(choice, 8) + ((scope() if terms is None else terms) if choice == 1 else b"")
    return content + sized(language, 8) + u(len(own), 8) + b"".join(sized(text, 16) for text in own)


def message(conversation, first, version=1, kind=None, assurance=3, urgency=1, contact="Не звоните.", body="Помогите.",
            files=(ATTACHMENT,), language="ru", secret=None, trailing=b"", mac_key=None, person=None):  # fmt: skip
    content = u(version, 8) + u(kind or (1 if first else 2), 8) + u(assurance, 8)
    content += conversation.id + seed("message", 16) + u(500_000, 32)
    if first:
        content += (secret or conversation.secret) + sized(person or conversation.recipient, 16) + sized(language, 8)
    content += u(urgency, 8) + sized(contact, 16) + sized(body, 32) + attachments(files) + trailing
    mac = hmac.new(mac_key or conversation.message_key, b"lifeboat/v1/message\0" + content, hashlib.sha256)
    return content + mac.digest()


def reply(conversation, voice, version=1, number=3, body="Мы вас слышим.", files=(ATTACHMENT,), nonce=None, trailing=b"",
          identifier=None, signer=None, write_to=b"\0"):  # fmt: skip
    content = u(version, 8) + (identifier or conversation.id) + u(number, 32) + u(500_001, 32) + sized(body, 32)
    content += attachments(files) + write_to + trailing + verification_key(voice)
    return content + sign(signer or voice, "lifeboat/v1/reply", (nonce or conversation.nonce) + content)


class Door:
    """What all desks have, by one key of the ledger."""

    def __init__(self, epoch, ledger_key):
        self.epoch, self.ledger_key = epoch, ledger_key
        self.seed = derive(ledger_key, "lifeboat/v1/ledger/door")
        self.recipient = agepq.recipient(self.seed)

    def ticket(self, pass_id):
        key = derive(self.ledger_key, "lifeboat/v1/ledger/pass")
        code = hmac.new(key, b"lifeboat/v1/pass\0" + pass_id, hashlib.sha256).digest()
        return u(self.epoch, 32) + pass_id + code[:16]


def write_to(holders, door, ticket):
    return b"\2" + sized(holders, 16) + sized(door, 16) + ticket


def letter(content, holders, ticket):
    return b"\1\5" + ticket + agepq.seal(content, holders)


def sealed(content, recipient):
    overhead = len(agepq.seal(b"", recipient)) - 16
    for bucket in BUCKETS:
        size = bucket - overhead - 16
        size -= 16 * ((size - 1) // (agepq.CHUNK + 16))
        if size >= len(content) + 4:
            envelope = agepq.seal(padded(content, size), recipient)
            assert len(envelope) == bucket, (len(envelope), bucket)
            return envelope


# The files


def words_vectors():
    entropies = [bytes(16), b"\xff" * 16, b"\x80" * 16] + [seed(f"entropy {n}", 16) for n in range(5)]
    long = [bytes(32), b"\xff" * 32, seed("entropy 24")]
    return [
        {"entropy": entropy, "words": {tag: " ".join(words_for(entropy, tag)) for tag in LISTS}}
        for entropy in entropies + long
    ]


def conversation_vector(conversation, fingerprint):
    return {
        "entropy": conversation.entropy, "fingerprint": fingerprint, "identitySeed": conversation.identity_seed,
        "recipient": conversation.recipient, "secret": conversation.secret, "id": conversation.id,
        "messageKey": conversation.message_key, "nonce": conversation.nonce,
        "slots": [{"number": n, "name": conversation.slot(n)} for n in (1, 2, 8, 4294967295)],
    }  # fmt: skip


def organisation_vector(org):
    card = org.card()
    joining_seed = derive(org.card_seed, "lifeboat/v1/card/joining")
    joining_card = org.card(kind=2, trailing=sized(agepq.recipient(joining_seed), 16))
    return {
        "root": org.root, "rootWords": " ".join(words_for(org.root, "en")), "rootSigningSeed": org.signing_seed,
        "rootVerificationKey": org.root_key, "fingerprint": org.fingerprint, "recoverySeed": org.recovery_seed,
        "recoveryMailbox": org.mailbox, "cardSecret": org.card_secret, "link": org.link(), "cardSeed": org.card_seed,
        "charterValidUntil": 1_900_000_000, "charter": org.charter, "version": 7, "issued": 1_800_000_000,
        "validUntil": 1_803_024_000, "name": "Свобода и право", "languages": ["ru", "en", "uk", "pt-BR"],
        "intakeSeed": org.intake_seed, "voiceSeed": org.voice_seed, "workDifficulty": 12, "card": card,
        "slotName": org.slot_name(7), "slot": org.sealed_card(card, 7),
        "joiningSeed": joining_seed, "joiningCard": joining_card,
    }  # fmt: skip


def refused_cards(org):
    stranger = seed("stranger")
    altered = org.card()[:-1] + bytes([org.card()[-1] ^ 1])
    other_root = Organisation()
    other_root.signing_seed = stranger
    other_root.root_key = verification_key(stranger)
    unsigned = org.charter[:-1] + bytes([org.charter[-1] ^ 1])
    long = org.card(valid_until=1_800_000_000 + 3_024_001)
    short = sized(agepq.recipient(org.intake_seed)[:-1], 16)
    rows = [
        ("an unknown version of the format", "damaged", org.card(kind=2)),
        ("a byte left over", "damaged", org.card(trailing=b"\0")),
        ("a recipient for requests to join that is too short", "damaged", org.card(kind=2, trailing=short)),
        ("the last byte missing", "damaged", org.card()[:-1]),
        ("a name that is not UTF-8", "damaged", org.card(name=b"\xff\xfe")),
        ("a name longer than 512 bytes", "damaged", org.card(name="x" * 513)),
        ("seventeen languages", "damaged", org.card(languages=("en",) * 17)),
        ("a language tag with a space", "damaged", org.card(languages=("en us",))),
        ("no voice", "damaged", org.card(voices=[])),
        ("a card that would be valid for more than five weeks", "damaged", long),
        ("another organisation's root", "wrongOrganisation", org.card(charter=other_root.make_charter(1_900_000_000))),
        ("a charter that the root did not sign", "signatureWrong", org.card(charter=unsigned)),
        ("a card that the card key did not sign", "signatureWrong", org.card(signer=stranger)),
        ("a signature with one bit changed", "signatureWrong", altered),
        ("a charter that has ended", "expired", org.card(charter=org.make_charter(1_800_000_000))),
        ("a card that has ended", "expired", org.card(issued=1_799_000_000, valid_until=1_800_000_001)),
        ("a card from the future", "notYetValid", org.card(issued=1_800_100_000)),
        ("a version that was not asked for", "wrongVersion", org.card(version=6)),
    ]
    return [{"what": what, "error": error, "card": card, "now": 1_800_000_600} for what, error, card in rows]


def refused_messages(one):
    other = Conversation(seed("other entropy", 16), seed("other organisation"))
    plain = message(one, True, files=())

    def answer(content, kind=4, **rest):
        return message(one, False, kind=kind, files=(), trailing=content, **rest)

    long_name = dict(ATTACHMENT, name="x" * 200 + "\u202e")
    rows = [
        ("an unknown version", "malformed", message(one, True, version=2)),
        ("an unknown kind", "malformed", message(one, True, kind=3)),
        ("an unknown assurance", "malformed", message(one, True, assurance=5)),
        ("an assurance of zero", "malformed", message(one, True, assurance=0)),
        ("an unknown urgency", "malformed", message(one, True, urgency=5)),
        ("a byte left over", "malformed", message(one, True, trailing=b"\0")),
        ("the last byte missing", "malformed", plain[:-1]),
        ("nothing", "malformed", b""),
        ("a body that is not UTF-8", "malformed", message(one, True, body=b"\xc3\x28")),
        ("a safe contact of 4,097 bytes", "malformed", message(one, True, contact="x" * 4097)),
        ("seventeen attachments", "malformed", message(one, True, files=(ATTACHMENT,) * 17)),
        ("an attachment's name with a bidirectional override", "malformed", message(one, True, files=(long_name,))),
        ("an attachment's name with a slash", "malformed", message(one, True, files=(dict(ATTACHMENT, name="a/b"),))),
        ("an attachment without a name", "malformed", message(one, True, files=(dict(ATTACHMENT, name=""),))),
        ("a media type in capitals", "malformed", message(one, True, files=(dict(ATTACHMENT, mediaType="Image/PNG"),))),
        ("a language that is no tag", "malformed", message(one, True, language="<b>")),
        ("a recipient that is too short", "malformed", message(one, True, person=one.recipient[:-1])),
        ("a secret that does not give the conversation id", "wrongConversation", message(one, True, secret=other.secret)),
        ("a MAC under another key", "macWrong", message(one, True, mac_key=other.message_key)),
        ("one letter changed", "macWrong", plain[:-40] + bytes([plain[-40] ^ 1]) + plain[-39:]),
        ("a follow-up under another key", "macWrong", message(one, False, mac_key=other.message_key)),
        ("a follow-up of another conversation", "wrongConversation", message(other, False)),
        ("an answer about consent without the answer", "malformed", answer(b"")),
        ("an answer about consent with an unknown choice", "malformed", answer(consent_answer(choice=4))),
        ("an answer about consent with a byte left over", "malformed", answer(consent_answer() + b"\0")),
        ("an answer about consent in no language", "malformed", answer(consent_answer(language=""))),
        ("five texts in own words", "malformed", answer(consent_answer(own=("а",) * 5))),
        ("own words of 4,097 bytes", "malformed", answer(consent_answer(own=("x" * 4097,)))),
        ("an answer about consent under another key", "macWrong", answer(consent_answer(), mac_key=other.message_key)),
        ("a further message with an answer about consent behind it", "malformed", answer(consent_answer(), kind=2)),
    ] + [
        (f"agreement to {what}", "malformed", answer(consent_answer(terms=terms))) for what, terms in refused_scopes()
    ]
    return [{"what": what, "error": error, "content": content} for what, error, content in rows]


def refused_scopes():
    return [
        ("nothing", scope(items=())),
        ("kinds that do not ascend", scope(items=(3, 2))),
        ("one kind twice", scope(items=(2, 2))),
        ("an unknown kind", scope(items=(9,))),
        ("an unknown purpose", scope(purpose=9)),
        ("a procedure without a name", scope(purpose=2)),
        ("a procedure for another purpose", scope(procedure="Дело 12")),
        ("an unknown recipient", scope(recipient=11)),
        ("a way of being recognised that the wire has no word for", scope(seen=2)),
        ("an unknown handling", scope(handling=5)),
        ("an unknown condition", scope(conditions=(4,))),
        ("conditions that do not ascend", scope(conditions=(2, 1))),
        ("nine excluded recipients", scope(not_to=("а",) * 9)),
        ("an excluded fact without words", scope(leave_out=("",))),
        ("a day after 2199", scope(until=84_006)),
    ]


def refused_replies(one, voice):
    other = Conversation(seed("other entropy", 16), seed("other organisation"))
    stranger = seed("stranger")
    rows = [
        ("an unknown version", "malformed", reply(one, voice, version=3)),
        ("version 2 without a list of offers", "malformed", reply(one, voice, version=2)),
        ("a byte left over", "malformed", reply(one, voice, trailing=b"\0")),
        ("the last byte missing", "malformed", reply(one, voice)[:-1]),
        ("a body that is not UTF-8", "malformed", reply(one, voice, body=b"\xff")),
        ("seventeen attachments", "malformed", reply(one, voice, files=(ATTACHMENT,) * 17)),
        ("a recipient marked neither there nor not", "malformed", reply(one, voice, write_to=b"\3")),
        ("a recipient without a door", "malformed", reply(one, voice, write_to=b"\1" + sized(one.recipient, 16))),
        ("a recipient that is too short", "malformed", reply(one, voice, write_to=write_to(one.recipient[:-1], one.recipient, bytes(36)))),
        ("a door that is too short", "malformed", reply(one, voice, write_to=write_to(one.recipient, one.recipient[:-1], bytes(36)))),
        ("a pass that is too short", "malformed", reply(one, voice, write_to=write_to(one.recipient, one.recipient, bytes(35)))),
        ("no mark of a recipient", "malformed", reply(one, voice, write_to=b"")),
        ("another conversation", "wrongConversation", reply(one, voice, identifier=other.id)),
        ("another number", "wrongNumber", reply(one, voice, number=4)),
        ("a voice that is not on the card", "unknownVoice", reply(one, stranger)),
        ("a signature by another key", "signatureWrong", reply(one, voice, signer=stranger)),
        ("another conversation's nonce", "signatureWrong", reply(one, voice, nonce=other.nonce)),
        ("version 2 without an offer", "malformed", reply(one, voice, version=2, trailing=offers())),
        ("nine offers", "malformed", reply(one, voice, version=2, trailing=offers(*[offer()] * 9))),
        ("an offer in version 1", "malformed", reply(one, voice, trailing=offers(offer()))),
        ("an offer with an unknown standing", "malformed", reply(one, voice, version=2, trailing=offers(offer(6)))),
        ("an unknown version with an offer", "malformed", reply(one, voice, version=3, trailing=offers(offer()))),
        (
            "a body of 65,537 bytes beside an offer", "malformed",
            reply(one, voice, version=2, files=(), body="x" * 65_537, trailing=offers(offer())),
        ),
        (
            "an offer that was exchanged after signing", "signatureWrong",
            exchanged(reply(one, voice, version=2, trailing=offers(offer())), scope(seen=5), scope(seen=1)),
        ),
    ] + [
        (f"an offer of {what}", "malformed", reply(one, voice, version=2, trailing=offers(offer(terms=terms))))
        for what, terms in refused_scopes()
    ]  # fmt: skip
    return [{"what": what, "error": error, "content": content} for what, error, content in rows]


# Section 6


def device_fingerprint(verification, recipient, access):
    content = b"lifeboat/v1/device/fingerprint\0" + verification + recipient + access
    digits = hashlib.sha256(content).hexdigest()[:20]
    return " ".join(digits[place : place + 4] for place in range(0, 20, 4))


def joining(org):
    signing, identity, access = (seed(f"joining {what}") for what in ("signing", "identity", "access"))
    secret, mailbox, relay = (seed(f"joining {what}") for what in ("welcome", "mailbox", "relay"))
    recipient = agepq.recipient(identity)
    body = (
        b"\1\3" + verification_key(signing) + sized(recipient, 16) + verification_key(access) + secret
        + u(1800000000, 64) + sized("Борис", 16)
    )  # fmt: skip
    keys = [(1, seed("ledger 1")), (4_000_000_000, seed("ledger 2"))]
    welcome = b"\1" + org.fingerprint + org.card_secret + mailbox + relay + u(len(keys), 16)
    welcome += b"".join(u(epoch, 32) + key for epoch, key in keys)
    grant = b"\1\1\7" + bytes(16) + u(keys[1][0], 32) + u(1800000000, 64) + sized(keys[1][1], 16)
    return {
        "signingSeed": signing, "identitySeed": identity, "accessSeed": access, "welcomeSecret": secret,
        "mailbox": mailbox, "relayKey": relay, "cardSecret": org.card_secret, "organisation": org.fingerprint,
        "name": "Борис", "second": 1800000000,
        "request": body + sign(signing, "lifeboat/v1/join", org.fingerprint + body),
        "fingerprint": device_fingerprint(verification_key(signing), recipient, verification_key(access)),
        "slotName": derive(secret, "lifeboat/v1/welcome/slot"), "welcome": welcome,
        "ledgerKeys": [{"epoch": epoch, "key": key} for epoch, key in keys], "ledgerGrant": grant,
    }  # fmt: skip


def main():
    org = Organisation()
    one = Conversation(seed("entropy 0", 16), org.fingerprint)
    first, follow_up = message(one, True), message(one, False, files=())
    answer = reply(one, org.voice_seed)
    compartment_key = seed("conversation compartment")
    intake_seed = derive(compartment_key, "lifeboat/v1/conversation/intake")
    asking = reply(one, org.voice_seed, version=2, files=(), trailing=offers(offer(), offer(4, scope(seen=9))))
    agreed = message(one, False, kind=4, files=(), trailing=consent_answer())
    refused = message(one, False, kind=4, files=(), trailing=consent_answer(choice=2, own=()))
    forbidding = consent_answer(choice=2, own=("", "", "Капитан Соколов\nтелеканал"))
    forbids = message(one, False, kind=4, files=(), trailing=forbidding)
    door = Door(4_000_000_000, seed("ledger 2"))
    holders, ticket = agepq.recipient(intake_seed), door.ticket(one.pass_id(3))
    of_case = reply(one, org.voice_seed, write_to=write_to(holders, door.recipient, ticket))
    counts = [*range(0, 20), 100, 1023, 1024, 1025, 65535, 65536, 65537, 1_000_000, 2**20 + 1, 500_000_000, 2**32, 2**40 + 12345]
    write("words", words_vectors())
    write("conversation", conversation_vector(one, org.fingerprint))
    write("organisation", organisation_vector(org))
    write(
        "messages",
        {
            "attachment": ATTACHMENT, "first": first, "followUp": follow_up, "reply": answer, "replyOfCase": of_case,
            "replyAsking": asking, "consentAgreed": agreed, "consentRefused": refused,
            "consentForbids": forbids,
        },
    )
    write(
        "compartment",
        {
            "key": compartment_key, "intakeSeed": intake_seed, "intakeRecipient": holders,
            "ledgerEpoch": door.epoch, "ledgerKey": door.ledger_key, "doorSeed": door.seed, "doorRecipient": door.recipient,
            "number": 3, "passID": one.pass_id(3), "pass": ticket,
            "keepingSeed": derive(door.ledger_key, "lifeboat/v1/ledger/keeping"),
        },
    )
    write("joining", joining(org))
    write_lines("events", events.vectors())
    write_lines("bounds", events.bounds())
    write("entries", ledger.entries(org))
    write("device-files", files.device_files(org))
    write("local-files", files.local_files(org))
    write("vouched", vouched.vectors(org))
    write("padme", [{"count": count, "padded": padme(count)} for count in counts])
    write("refused-cards", refused_cards(org))
    write("refused-messages", refused_messages(one))
    write("refused-replies", refused_replies(one, org.voice_seed))
    if "--sealed" in sys.argv:
        write("grants", ledger.grants(org))
        intake = agepq.recipient(org.intake_seed)
        write(
            "sealed",
            {
                "first": sealed(first, intake), "followUp": sealed(follow_up, intake), "reply": sealed(answer, one.recipient),
                "letter": sealed(letter(follow_up, holders, ticket), door.recipient),
            },
        )


main()
