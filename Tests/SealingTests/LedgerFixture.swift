// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Correspondence
import Sealing
import Testing

/// An organisation with one device, and shorthands for writing and reading its ledger.
struct LedgerFixture {
    let root = RootKey()
    let device = DeviceKeys()
    let ledgerKey = LedgerKey(epoch: 1)
    let intake = CompartmentKey(compartment: .intake, epoch: 1)
    static let seen = SeenHistory(size: 0, root: [UInt8](repeating: 7, count: 32))

    var author: EntryAuthor { author(device) }

    func author(_ device: DeviceKeys) -> EntryAuthor {
        EntryAuthor(device: device, organisation: root.fingerprint, ledgerKey: ledgerKey)
    }

    var directory: DeviceDirectory { DeviceDirectory(organisation: root.fingerprint) }

    /// A directory that the fixture's device was admitted to.
    func foundedDirectory() throws -> DeviceDirectory {
        var directory = directory
        let admission = try signed(author.write(admission(of: device), at: 1, seen: Self.seen))
        directory.admit(try directory.verify(admission, at: 0), at: 0)
        return directory
    }

    func admission(of device: DeviceKeys, endorsed: Bool = true, recipient: [UInt8]? = nil) throws -> Event {
        .memberAdmitted(
            member: try #require(ID([UInt8](repeating: 1, count: 16))), name: "Ж. Анна", device: device.id,
            verificationKey: device.publicKeys.verificationKey,
            recipient: recipient ?? device.publicKeys.recipient.rawRepresentation,
            endorsement: endorsed ? root.endorse(device.publicKeys).bytes : nil)
    }

    /// The signed event inside a written entry.
    func signed(_ written: WrittenEntry) throws -> SignedEvent {
        switch try ledgerKey.open(written.sealed) {
        case .organisation(let event), .grant(let event): event
        case .compartment(let sealed): try intake.open(sealed)
        }
    }

    static let note = Event.noteAdded(request: ID([UInt8](repeating: 9, count: 16)).unsafelyNamed, body: "hidden words")
}

extension Optional {
    /// For constants in tests, whose shape is plain to see.
    var unsafelyNamed: Wrapped {
        guard let self else { preconditionFailure("the constant has the wrong shape") }
        return self
    }
}
