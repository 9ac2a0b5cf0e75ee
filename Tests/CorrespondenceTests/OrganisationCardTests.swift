// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Bytes
import LifeboatTestSupport
import Testing

@_spi(Fuzzing) @testable import Correspondence

struct OrganisationCardTests {
    private let example: Example
    private let now: UInt64

    init() throws {
        example = try Example()
        now = example.organisation.issued + 600
    }

    private func open(
        _ slot: [UInt8], version: UInt32 = 7, link: OrganisationLink? = nil, now: UInt64? = nil
    ) throws(CardError) -> OrganisationCard {
        try OrganisationCard(opening: slot, version: version, link: link ?? example.link, now: now ?? self.now)
    }

    @Test func `a card is made and sealed as in the vectors, byte for byte`() throws {
        let vector = example.organisation
        let draft = try example.draft()
        #expect(draft.charter.encoded == vector.charter.bytes)
        #expect(draft.content(version: 7, cardKey: example.cardKey) == vector.card.bytes)
        #expect(example.link.cardSlotName(version: 7).bytes == vector.slotName.bytes)
        #expect(try draft.sealed(version: 7, link: example.link, cardKey: example.cardKey) == vector.slot.bytes)
    }

    @Test func `the sealed card of the vectors opens`() throws {
        let vector = example.organisation
        let card = try open(vector.slot.bytes)
        #expect(card.version == 7)
        #expect(card.issued == vector.issued)
        #expect(card.validUntil == vector.validUntil)
        #expect(card.name == vector.name)
        #expect(card.languages == vector.languages)
        #expect(card.intake == example.intake.recipient)
        #expect(card.voices == [example.voice.verificationKey])
        #expect(card.workDifficulty == 12)
        #expect(card.charter.encoded == vector.charter.bytes)
    }

    @Test func `a card that says whom to ask for admission is made and read as in the vectors`() throws {
        let vector = example.organisation
        #expect(example.cardKey.joiningIdentity.seed == vector.joiningSeed.bytes)
        var draft = try example.draft()
        draft.joining = example.cardKey.joiningIdentity.recipient
        #expect(draft.content(version: 7, cardKey: example.cardKey) == vector.joiningCard.bytes)
        let card = try open(try draft.sealed(version: 7, link: example.link, cardKey: example.cardKey))
        #expect(card.joining == example.cardKey.joiningIdentity.recipient)
        #expect(card.intake == example.intake.recipient)
        #expect(try open(vector.slot.bytes).joining == nil)
    }

    @Test(arguments: try Vectors.read("protocol/refused-cards.json", as: [ProtocolVectors.RefusedCard].self))
    func `a wrong card is refused for its reason`(row: ProtocolVectors.RefusedCard) throws {
        let slot = try OrganisationCard.Draft.slot(row.card.bytes, version: 7, link: example.link)
        do {
            _ = try open(slot, now: row.now)
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == row.error)
        }
    }

    @Test func `a card under another version's name, another link or with one bit changed does not open`() throws {
        let slot = example.organisation.slot.bytes
        #expect(throws: CardError.damaged) { try open(slot, version: 8) }
        let other = OrganisationLink(
            fingerprint: example.link.fingerprint, cardSecret: [UInt8](repeating: 7, count: 32))
        #expect(throws: CardError.damaged) { try open(slot, link: other) }
        for place in [0, 4000, slot.count - 1] {
            var altered = slot
            altered[place] ^= 1
            #expect(throws: CardError.damaged) { try open(altered) }
        }
        #expect(throws: CardError.damaged) { try open(Array(slot.dropLast())) }
        #expect(throws: CardError.damaged) { try open([]) }
    }

    @Test func `a link to another organisation with the same card secret refuses the card`() throws {
        let other = OrganisationLink(fingerprint: RootKey().fingerprint, cardSecret: example.link.cardSecret)
        #expect(throws: CardError.wrongOrganisation) { try open(example.organisation.slot.bytes, link: other) }
    }

    @Test func `dates hold to the second, with a day's grace for the issuer's clock`() throws {
        let vector = example.organisation
        let slot = vector.slot.bytes
        #expect(throws: CardError.expired) { try open(slot, now: vector.validUntil) }
        _ = try open(slot, now: vector.validUntil - 1)
        _ = try open(slot, now: vector.issued - OrganisationCard.clockTolerance)
        #expect(throws: CardError.notYetValid) {
            try open(slot, now: vector.issued - OrganisationCard.clockTolerance - 1)
        }
    }

    @Test func `a card that could not be read is not made`() throws {
        let draft = try example.draft()
        let changes: [(CardError, (inout OrganisationCard.Draft) -> Void)] = [
            (.damaged, { $0.name = "" }), (.damaged, { $0.name = String(repeating: "x", count: 513) }),
            (.damaged, { $0.languages = [] }), (.damaged, { $0.languages = Array(repeating: "en", count: 17) }),
            (.damaged, { $0.languages = ["e"] }), (.damaged, { $0.voices = [] }), (.damaged, { $0.voices = [[1]] }),
            (.damaged, { $0.voices = Array(repeating: $0.voices[0], count: 65) }),
            (.damaged, { $0.validUntil = $0.issued - 1 }),
            (.damaged, { $0.validUntil = $0.issued + OrganisationCard.longestValidity + 1 }),
            (.wrongOrganisation, { $0.charter = Charter(root: RootKey(), cardKey: example.cardKey, validUntil: 9) }),
            (.signatureWrong, { $0.charter = Charter(root: example.root, cardKey: CardKey(), validUntil: 9) }),
        ]
        for (error, change) in changes {
            var wrong = draft
            change(&wrong)
            #expect(throws: error) { try wrong.sealed(version: 1, link: example.link, cardKey: example.cardKey) }
        }
        #expect(throws: CardError.wrongVersion) {
            try draft.sealed(version: 0, link: example.link, cardKey: example.cardKey)
        }
    }

    @Test func `the fullest card that the limits allow fits the smallest bucket`() throws {
        var draft = try example.draft()
        draft.name = String(repeating: "я", count: 256)
        draft.languages = Array(repeating: "abc-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaa", count: 16)
        draft.voices = (0..<64).map { _ in VoiceKey().verificationKey }
        let slot = try draft.sealed(version: .max, link: example.link, cardKey: example.cardKey)
        #expect(slot.count == 8192)
        #expect(try open(slot, version: .max).voices == draft.voices)
    }

    @Test func `a charter reads back, and says whose it is`() throws {
        let charter = try example.draft().charter
        #expect(Charter(encoded: charter.encoded) == charter)
        #expect(Charter(encoded: charter.encoded + [0]) == nil)
        #expect(Charter(encoded: Array(charter.encoded.dropLast())) == nil)
        #expect(charter.isGenuine(for: example.root.fingerprint))
        #expect(!charter.isGenuine(for: RootKey().fingerprint))
        for place in [32, 64, 72] {
            var altered = charter.encoded
            altered[place] ^= 1
            #expect(Charter(encoded: altered)?.isGenuine(for: example.root.fingerprint) == false)
        }
    }

    @Test func `mutilated cards are refused or unchanged`() throws {
        let seed: UInt64 = 31
        var random = SeededGenerator(seed: seed)
        let card = example.organisation.card.bytes
        for _ in 0..<1000 {
            let mutant = random.mutated(card)
            let opened = try? OrganisationCard(content: mutant, version: 7, link: example.link, now: now)
            #expect(opened == nil || mutant == card, "seed \(seed)")
        }
    }
}

struct OrganisationLinkTests {
    private let example: Example

    init() throws { example = try Example() }

    @Test func `the link is written and read as in the vectors`() throws {
        let text = example.organisation.link
        #expect(example.link.text == text)
        #expect(OrganisationLink(parsing: text) == example.link)
        #expect(OrganisationLink(parsing: "  \(text.uppercased())\r\n") == example.link)
    }

    @Test func `a slip of one letter or an exchange of two is caught`() {
        let letters = Array(example.organisation.link)
        for index in 9..<letters.count - 1 {
            var slipped = letters
            slipped[index] = letters[index] == "q" ? "p" : "q"
            #expect(OrganisationLink(parsing: String(slipped)) == nil, "letter \(index)")
            var exchanged = letters
            exchanged.swapAt(index, index + 1)
            if exchanged != letters { #expect(OrganisationLink(parsing: String(exchanged)) == nil, "letter \(index)") }
        }
    }

    @Test func `another version, another length or another prefix is no link`() {
        let payload = example.link.fingerprint.bytes + example.link.cardSecret
        #expect(OrganisationLink(parsing: Bech32.encode(prefix: "lifeboat", [2] + payload)) == nil)
        #expect(OrganisationLink(parsing: Bech32.encode(prefix: "lifeboat", [1] + payload + [0])) == nil)
        #expect(OrganisationLink(parsing: Bech32.encode(prefix: "lifeboat", [1] + payload.dropLast())) == nil)
        #expect(OrganisationLink(parsing: Bech32.encode(prefix: "lifeboot", [1] + payload)) == nil)
        #expect(OrganisationLink(parsing: "") == nil)
    }
}
