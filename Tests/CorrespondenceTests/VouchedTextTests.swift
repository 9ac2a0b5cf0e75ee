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

    private func received(_ file: [UInt8]) throws(VouchedTextError) -> VouchedText {
        try VouchedText(received: file, for: .attestation, of: organisation, at: now)
    }

    private func withReturns(_ file: [UInt8], atEvery step: Int = 1) -> [UInt8] {
        var breaks = 0
        return file.flatMap { byte -> [UInt8] in
            guard byte == UInt8(ascii: "\n") else { return [byte] }
            breaks += 1
            return breaks % step == 0 ? [UInt8(ascii: "\r"), byte] : [byte]
        }
    }

    @Test(arguments: [1, 2, 3])
    func `line breaks that a mail program changed do not make a word untrue`(step: Int) throws {
        let file = try vouched().file
        let damaged = withReturns(file, atEvery: step)
        #expect(damaged != file)
        #expect(try received(damaged) == vouched())
        #expect(try received(file) == vouched())
    }

    @Test func `what was changed beside its line breaks is refused`() throws {
        let damaged = withReturns(try vouched().file)
        for index in damaged.indices {
            var changed = damaged
            changed[index] ^= 4
            #expect(throws: VouchedTextError.self, "byte \(index)") { try received(changed) }
            changed = damaged
            changed.insert(UInt8(ascii: "\r"), at: index)
            #expect(throws: VouchedTextError.self, "before byte \(index)") { try received(changed) }
        }
        var appended = text
        appended.insert(contentsOf: Array("x".utf8), at: 3)
        let forged = withReturns(appended + (try vouched().signatureLine))
        #expect(throws: VouchedTextError.signatureWrong) { try received(forged) }
    }

    @Test func `a text that was signed with such line breaks holds as it is, and not without them`() throws {
        let signed = try #require(
            VouchedText(
                signing: withReturns(text), for: .attestation, by: example.cardKey, under: charter))
        #expect(try received(signed.file) == signed)
        #expect(throws: VouchedTextError.signatureWrong) { try received(text + signed.signatureLine) }
        #expect(try received(withReturns(signed.file)) == signed)
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
