// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import LifeboatTestSupport
import Testing

@testable import Correspondence

struct VouchedTextTests {
    private let example: Example
    private let charter: Charter
    private let text = Array("Attestation\n\nДаём слово.\n".utf8)
    private let now: UInt64 = 1_795_000_000

    init() throws {
        example = try Example()
        charter = Charter(root: example.root, cardKey: example.cardKey, validUntil: now + 1_000)
    }

    private var organisation: OrganisationFingerprint { example.root.fingerprint }

    private func vouched(for purpose: VouchedPurpose = .attestation) throws -> VouchedText {
        try #require(VouchedText(signing: text, for: purpose, by: example.cardKey, under: charter))
    }

    @Test func `whoever knows the fingerprint can check the organisation's word`() throws {
        let read = try VouchedText(parsing: vouched().file, for: .attestation)
        #expect(read.text == text)
        #expect(read == (try vouched()))
        try read.check(organisation, at: now)
    }

    @Test func `a signature beside its text is as good`() throws {
        let read = try VouchedText(text: text, signatureLine: vouched(for: .bag).signatureLine, for: .bag)
        try read.check(organisation, at: now)
    }

    @Test func `every changed bit of the file is noticed`() throws {
        let file = try vouched().file
        for index in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[index] ^= 1 << bit
                #expect(throws: VouchedTextError.self, "bit \(bit) of byte \(index)") {
                    try VouchedText(parsing: changed, for: .attestation).check(organisation, at: now)
                }
            }
        }
    }

    @Test func `a word given for a bag is none for a person`() throws {
        let read = try VouchedText(parsing: vouched(for: .bag).file, for: .attestation)
        #expect(throws: VouchedTextError.signatureWrong) { try read.check(organisation, at: now) }
    }

    @Test func `another organisation's word is not ours`() throws {
        let stranger = RootKey()
        let key = CardKey()
        let forged = try #require(
            VouchedText(
                signing: text, for: .attestation, by: key,
                under: Charter(root: stranger, cardKey: key, validUntil: now + 1)))
        #expect(throws: VouchedTextError.wrongOrganisation) { try forged.check(organisation, at: now) }
        try forged.check(stranger.fingerprint, at: now)
    }

    @Test func `a key that the root did not charter vouches for nothing`() throws {
        #expect(VouchedText(signing: text, for: .attestation, by: CardKey(), under: charter) == nil)
    }

    @Test func `a charter that ran out vouches no longer`() throws {
        let read = try vouched()
        try read.check(organisation, at: charter.validUntil)
        #expect(throws: VouchedTextError.charterExpired) { try read.check(organisation, at: charter.validUntil + 1) }
    }

    @Test(arguments: ["", "\n", "text\n", "text\n— lifeboat \n", "text\n— lifeboat AAAA\n", "text\n— lifeboat ===\n"])
    func `what has no signature line is malformed`(file: String) {
        #expect(throws: VouchedTextError.malformed) { try VouchedText(parsing: Array(file.utf8), for: .attestation) }
    }

    @Test func `a file beyond the bound is not read`() {
        let long = [UInt8](repeating: UInt8(ascii: "\n"), count: VouchedText.maximumByteCount + 1)
        #expect(throws: VouchedTextError.malformed) { try VouchedText(parsing: long, for: .attestation) }
    }

    @Test func `the vector of the protocol is checked and made`() throws {
        let vector: ProtocolVectors.Vouched = try Vectors.read("protocol/vouched.json")
        let organisation = try #require(OrganisationFingerprint(vector.fingerprint.bytes))
        let file = vector.text.bytes + vector.signatureLine.bytes
        let read = try VouchedText(parsing: file, for: .attestation)
        try read.check(organisation, at: vector.second)
        #expect(read.text == vector.text.bytes)
        let made = VouchedText(
            signing: vector.text.bytes, for: .attestation, by: try CardKey(seed: vector.cardSeed.bytes),
            under: try #require(Charter(encoded: vector.charter.bytes)))
        #expect(made?.file == file)
    }

    @Test func `what the protocol refuses is refused`() throws {
        let vector: ProtocolVectors.Vouched = try Vectors.read("protocol/vouched.json")
        let organisation = try #require(OrganisationFingerprint(vector.fingerprint.bytes))
        #expect(vector.refused.count > 10)
        for row in vector.refused {
            do throws(VouchedTextError) {
                try VouchedText(parsing: row.file.bytes, for: .attestation).check(organisation, at: vector.second)
                Issue.record("\(row.what) passed")
            } catch {
                #expect(String(describing: error) == row.error, "\(row.what)")
            }
        }
    }
}
