// SPDX-License-Identifier: AGPL-3.0-or-later

/// A signed event whose signature was held against its author's key and whose content was read, so that many can be
/// examined at once on every core. Whether it counts is said by ``DeviceDirectory/verify(_:at:)`` one by one, in ledger
/// order: an author may be admitted or removed by the entry just before.
public struct ExaminedEvent: Sendable {
    public let signed: SignedEvent
    /// What it would say; of a grant nothing.
    public let claimed: Result<VerifiedEvent, AuthorshipRefusal>
    /// Nil where the author was not known when it was examined: the directory then checks it itself.
    let isSigned: Bool?
    /// The compartment's key that it was sealed with; nil for what stands in no compartment.
    public var key: CompartmentKey?

    /// Examines an event with what is known of devices so far.
    public init(_ signed: SignedEvent, by directory: DeviceDirectory) {
        self.init(signed, isSigned: directory.isSigned(signed))
    }

    /// Reads the event and leaves the signature to the directory, or to the sealed local state that vouches for it.
    public init(unchecked signed: SignedEvent) { self.init(signed, isSigned: nil) }

    private init(_ signed: SignedEvent, isSigned: Bool?) {
        self.signed = signed
        self.isSigned = isSigned
        do throws(AuthorshipRefusal) {
            claimed = .success(try VerifiedEvent(uncheckedVerifiedBefore: signed))
        } catch {
            claimed = .failure(error)
        }
    }
}
