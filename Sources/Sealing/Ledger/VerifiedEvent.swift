// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework

/// An event whose author was admitted and signed it for the compartment it was found in.
public struct VerifiedEvent: Hashable, Sendable, RedactedPrinting {
    public let id: ID<Entry>
    public let author: ID<Device>
    public let compartment: ID<Compartment>
    /// Seconds since 1970, by the author's clock.
    public let second: UInt64
    public let seen: SeenHistory
    public let event: Event

    /// For an entry whose signature was checked when it arrived, and which the sealed local state vouches for since.
    /// Everybody else calls ``DeviceDirectory/verify(_:)``.
    package init(uncheckedVerifiedBefore signed: SignedEvent) throws(AuthorshipRefusal) {
        guard case .event(let compartment) = signed.purpose else { throw .wrongPurpose }
        do {
            event = try Event(decoding: signed.body)
        } catch {
            throw .notAnEvent(error)
        }
        id = signed.id
        author = signed.author
        self.compartment = compartment
        second = signed.second
        seen = signed.seen
    }

    /// What the fold takes.
    /// - Parameter isOurs: whether the history that its author had seen is the beginning of this one. If not, they count as somebody
    ///   who had seen nothing.
    public func ledgerEvent(sequence: UInt64, isOurs: Bool = true) -> LedgerEvent {
        LedgerEvent(
            compartment: compartment, sequence: sequence, id: id, author: author, recordedAt: second, event: event,
            seenSize: isOurs ? seen.size : 0)
    }
}

/// A grant whose author was admitted and signed it. It is still sealed.
public struct VerifiedGrant: Hashable, Sendable {
    public let id: ID<Entry>
    public let author: ID<Device>
    public let second: UInt64
    public let seen: SeenHistory
    public let grant: SealedGrant

    /// As ``VerifiedEvent/init(uncheckedVerifiedBefore:)``.
    package init(uncheckedVerifiedBefore signed: SignedEvent) throws(AuthorshipRefusal) {
        guard signed.purpose == .grant else { throw .wrongPurpose }
        id = signed.id
        author = signed.author
        second = signed.second
        seen = signed.seen
        grant = SealedGrant(file: signed.body)
    }
}
