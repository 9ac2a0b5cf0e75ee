// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Age
public import Casework
public import Correspondence

public enum EntryWritingError: Error, Equatable, Sendable {
    /// A field is too long to be written.
    case event(EventEncodingError)
    /// The entry would be larger than any entry may be; the size it would need, in bytes.
    case tooLarge(Int)
    /// The device was not granted the compartment's key.
    case noKey
    case grant(GrantError)
}

/// An entry that this device wrote, ready for the relay.
public struct WrittenEntry: Sendable, Hashable {
    public let id: ID<Entry>
    public let sealed: SealedEntry
}

/// One device writing into one organisation's ledger: event, signature, compartment, ledger key, in that order.
public struct EntryAuthor: Sendable, RedactedPrinting {
    public let device: DeviceKeys
    public let organisation: OrganisationFingerprint
    public let ledgerKey: LedgerKey

    public init(device: DeviceKeys, organisation: OrganisationFingerprint, ledgerKey: LedgerKey) {
        self.device = device
        self.organisation = organisation
        self.ledgerKey = ledgerKey
    }

    /// For every member.
    public func write(
        _ event: Event, at second: UInt64, seen: SeenHistory
    ) throws(EntryWritingError) -> WrittenEntry {
        let signed = try sign(event, in: .organisation, at: second, seen: seen)
        return try seal(.organisation(signed), id: signed.id)
    }

    /// For those who hold the compartment's key.
    public func write(
        _ event: Event, for key: CompartmentKey, at second: UInt64, seen: SeenHistory
    ) throws(EntryWritingError) -> WrittenEntry {
        let signed = try sign(event, in: key.compartment, at: second, seen: seen)
        return try seal(.compartment(key.seal(signed)), id: signed.id)
    }

    /// Keys for devices, and always for the recovery recipient.
    public func write(
        grant: Grant, to devices: [DevicePublicKeys], _ recovery: HybridRecipient, at second: UInt64, seen: SeenHistory
    ) throws(EntryWritingError) -> WrittenEntry {
        let sealed: SealedGrant
        do { sealed = try grant.sealed(to: devices.map(\.recipient), recovery: recovery) } catch { throw .grant(error) }
        return try write(sealed, at: second, seen: seen)
    }

    /// A grant that is sealed already.
    public func write(
        _ grant: SealedGrant, at second: UInt64, seen: SeenHistory
    ) throws(EntryWritingError) -> WrittenEntry {
        let signed = SignedEvent.signing(grant: grant, at: second, seen: seen, by: device, of: organisation)
        return try seal(.grant(signed), id: signed.id)
    }

    private func sign(
        _ event: Event, in compartment: ID<Compartment>, at second: UInt64, seen: SeenHistory
    ) throws(EntryWritingError) -> SignedEvent {
        do {
            return try SignedEvent.signing(
                event, in: compartment, at: second, seen: seen, by: device, of: organisation)
        } catch {
            throw .event(error)
        }
    }

    private func seal(_ content: EntryContent, id: ID<Entry>) throws(EntryWritingError) -> WrittenEntry {
        do {
            return WrittenEntry(id: id, sealed: try ledgerKey.seal(content))
        } catch .tooLarge(let byteCount) {
            throw .tooLarge(byteCount)
        } catch {
            preconditionFailure("sealing fails for its size alone: \(error)")
        }
    }
}
