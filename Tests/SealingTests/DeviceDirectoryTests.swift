// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
@testable import Sealing
import Testing

@Suite struct DeviceDirectoryTests {
    let fixture = LedgerFixture()

    @Test func `the root's endorsement admits the first device, and its word then counts`() throws {
        let directory = try fixture.foundedDirectory()
        #expect(directory[fixture.device.id] == fixture.device.publicKeys)
        let signed = try fixture.signed(
            fixture.author.write(LedgerFixture.note, for: fixture.intake, at: 77, seen: LedgerFixture.seen))
        let verified = try directory.verify(signed, at: 9)
        #expect(verified.event == LedgerFixture.note)
        #expect(verified.second == 77)
        #expect(verified.compartment == .intake)
    }

    @Test func `an author that nobody admitted counts for nothing`() throws {
        let signed = try fixture.signed(fixture.author.write(LedgerFixture.note, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.unknownAuthor) { try fixture.directory.verify(signed, at: 9) }
    }

    @Test func `an admitted device admits the next without the root`() throws {
        var directory = try fixture.foundedDirectory()
        let second = DeviceKeys()
        let admission = try fixture.signed(
            fixture.author.write(fixture.admission(of: second, endorsed: false), at: 2, seen: LedgerFixture.seen))
        directory.admit(try directory.verify(admission, at: 2), at: 2)
        let signed = try fixture.signed(
            fixture.author(second).write(LedgerFixture.note, at: 3, seen: LedgerFixture.seen))
        #expect(try directory.verify(signed, at: 9).author == second.id)
    }

    @Test func `an endorsement by another root is refused`() throws {
        let stranger = LedgerFixture()
        let event = Event.memberAdmitted(
            member: ID([UInt8](repeating: 1, count: 16)).unsafelyNamed, name: "x", device: fixture.device.id,
            verificationKey: fixture.device.publicKeys.verificationKey,
            recipient: fixture.device.publicKeys.recipient.rawRepresentation,
            endorsement: stranger.root.endorse(fixture.device.publicKeys).bytes)
        let signed = try fixture.signed(fixture.author.write(event, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.endorsementWrong) { try fixture.directory.verify(signed, at: 9) }
    }

    @Test func `an endorsed admission must be signed by the device that it admits`() throws {
        let second = DeviceKeys()
        let signed = try fixture.signed(
            fixture.author(second).write(fixture.admission(of: fixture.device), at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.endorsementWrong) { try fixture.directory.verify(signed, at: 9) }
    }

    @Test func `an endorsement does not stretch to another recipient`() throws {
        let event = try fixture.admission(
            of: fixture.device, recipient: HybridIdentity().recipient.rawRepresentation)
        let signed = try fixture.signed(fixture.author.write(event, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.endorsementWrong) { try fixture.directory.verify(signed, at: 9) }
    }

    @Test func `a device id that does not follow from its key is refused`() throws {
        let directory = try fixture.foundedDirectory()
        let event = Event.memberAdmitted(
            member: ID([UInt8](repeating: 1, count: 16)).unsafelyNamed, name: "x",
            device: ID([UInt8](repeating: 2, count: 16)).unsafelyNamed,
            verificationKey: DeviceKeys().publicKeys.verificationKey,
            recipient: HybridIdentity().recipient.rawRepresentation, endorsement: nil)
        let signed = try fixture.signed(fixture.author.write(event, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.malformedAdmission) { try directory.verify(signed, at: 9) }
    }

    @Test func `nobody is admitted inside a compartment`() throws {
        let directory = try fixture.foundedDirectory()
        let event = try fixture.admission(of: DeviceKeys(), endorsed: false)
        let signed = try fixture.signed(
            fixture.author.write(event, for: fixture.intake, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.misplacedAdmission) { try directory.verify(signed, at: 9) }
    }

    @Test func `an event sealed for one compartment does not pass in another`() throws {
        let directory = try fixture.foundedDirectory()
        let inIntake = try fixture.signed(
            fixture.author.write(LedgerFixture.note, for: fixture.intake, at: 1, seen: LedgerFixture.seen))
        // The same device could move its own words; nobody else can, for the signature names the compartment.
        let moved = try SignedEvent(parsing: inIntake.encoded()[...], purpose: .event(.organisation))
        #expect(throws: AuthorshipRefusal.signatureWrong) { try directory.verify(moved, at: 9) }
    }

    @Test func `a signature of another organisation is refused`() throws {
        let directory = try fixture.foundedDirectory()
        let elsewhere = EntryAuthor(
            device: fixture.device, organisation: RootKey().fingerprint, ledgerKey: fixture.ledgerKey)
        let signed = try fixture.signed(elsewhere.write(LedgerFixture.note, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.signatureWrong) { try directory.verify(signed, at: 9) }
    }

    @Test func `a grant is no event and an event no grant`() throws {
        let directory = try fixture.foundedDirectory()
        let event = try fixture.signed(fixture.author.write(LedgerFixture.note, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.wrongPurpose) {
            try directory.verify(grant: ExaminedEvent(event, by: directory), at: 9)
        }
        let grant = try Grant([.compartment(fixture.intake, second: 1)])
            .sealed(to: [fixture.device.publicKeys.recipient], recovery: fixture.root.recoveryIdentity.recipient)
        let signed = try fixture.signed(fixture.author.write(grant, at: 1, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.wrongPurpose) { try directory.verify(signed, at: 9) }
        #expect(try directory.verify(grant: ExaminedEvent(signed, by: directory), at: 9).grant == grant)
    }

    @Test func `what a device says counts behind its admission and up to its removal`() throws {
        var directory = try fixture.foundedDirectory()
        let second = DeviceKeys()
        let admission = try fixture.signed(
            fixture.author.write(fixture.admission(of: second, endorsed: false), at: 2, seen: LedgerFixture.seen))
        directory.admit(try directory.verify(admission, at: 5), at: 5)
        directory.remove([second.id], at: 8)
        let signed = try fixture.signed(
            fixture.author(second).write(LedgerFixture.note, at: 3, seen: LedgerFixture.seen))
        #expect(throws: AuthorshipRefusal.unknownAuthor) { try directory.verify(signed, at: 5) }
        #expect(throws: Never.self) { try directory.verify(signed, at: 6) }
        #expect(throws: Never.self) { try directory.verify(signed, at: 8) }
        #expect(throws: AuthorshipRefusal.authorRemoved) { try directory.verify(signed, at: 9) }
        #expect(directory[second.id] == nil)
        #expect(directory.admitted == [fixture.device.publicKeys])
    }

    @Test func `an event examined before its author was admitted is checked when it is taken`() throws {
        var directory = try fixture.foundedDirectory()
        let second = DeviceKeys()
        let signed = try fixture.signed(
            fixture.author(second).write(LedgerFixture.note, at: 3, seen: LedgerFixture.seen))
        let forged = try SignedEvent(parsing: signed.tampered[...], purpose: signed.purpose)
        let examined = [signed, forged].map { ExaminedEvent($0, by: directory) }
        let admission = try fixture.signed(
            fixture.author.write(fixture.admission(of: second, endorsed: false), at: 2, seen: LedgerFixture.seen))
        directory.admit(try directory.verify(admission, at: 2), at: 2)
        #expect(try directory.verify(examined[0], at: 3).author == second.id)
        #expect(throws: AuthorshipRefusal.signatureWrong) { try directory.verify(examined[1], at: 3) }
    }

    @Test func `an event examined by those who know its author is believed or not at once`() throws {
        let directory = try fixture.foundedDirectory()
        let signed = try fixture.signed(fixture.author.write(LedgerFixture.note, at: 3, seen: LedgerFixture.seen))
        let forged = try SignedEvent(parsing: signed.tampered[...], purpose: signed.purpose)
        #expect(ExaminedEvent(signed, by: directory).isSigned == true)
        #expect(ExaminedEvent(forged, by: directory).isSigned == false)
        #expect(throws: AuthorshipRefusal.signatureWrong) {
            try directory.verify(ExaminedEvent(forged, by: directory), at: 3)
        }
        #expect(throws: AuthorshipRefusal.unknownAuthor) {
            try fixture.directory.verify(ExaminedEvent(signed, by: directory), at: 3)
        }
    }
}

extension SignedEvent {
    /// Its bytes with another signature.
    fileprivate var tampered: [UInt8] {
        var bytes = encoded()
        bytes[bytes.count - 1] ^= 1
        return bytes
    }
}
