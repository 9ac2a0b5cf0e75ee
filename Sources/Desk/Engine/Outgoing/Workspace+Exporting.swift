// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework
internal import Correspondence
internal import DeskFormats
internal import Sealing

/// What a case needs to leave: the disclosure first, the log as it was signed, and the organisation's signature.
extension Workspace {
    /// Writes down in each compartment what is told to whom and why: all of it counts, or nothing is written. Durable when it
    /// returns.
    /// - Parameter fingerprint: of the state of which somebody decided that it may leave.
    /// - Returns: that state with the disclosures; nil where something was written or came in meanwhile, and nothing was written here.
    package func disclose(
        _ disclosures: [ID<Compartment>: [Disclosure]], since fingerprint: Int
    ) throws(WorkspaceError) -> CaseworkState? {
        let desk = try unlocked()
        guard desk.visible.fingerprint == fingerprint else { return nil }
        try queue(desk) { writing throws(WorkspaceError) in
            for (compartment, told) in disclosures.sorted(by: { $0.key < $1.key }) {
                for disclosure in told { try writing.say(.access(.disclosed(disclosure)), in: compartment) }
            }
        }
        return desk.visible
    }

    /// Every entry of a compartment as its author signed it (docs/protocol.md, section 6.1), what waits to be sent too.
    package func signedLog(of compartment: ID<Compartment>) throws(WorkspaceError) -> [ID<Entry>: [UInt8]] {
        let desk = try unlocked()
        let reader = EntryReader(keys: desk.keys, directory: nil)
        var log: [ID<Entry>: [UInt8]] = [:]
        func take(_ payload: [UInt8]) {
            guard let entry = try? SealedEntry(parsing: payload), case .event(let examined, _) = reader.open(entry),
                examined.signed.purpose == .event(compartment)
            else { return }
            log[examined.signed.id] = examined.signed.bytes
        }
        for place in desk.ledger.shown.places[compartment] {
            let payload: [UInt8]?
            do { payload = try desk.ledger.log.payload(place) } catch { throw WorkspaceError(error) }
            if let payload { take(payload) }
        }
        for entry in desk.outbox.queued.flatMap(\.item.entries) { take(entry.payload) }
        return log
    }

    /// The line that makes a bag the organisation's own (docs/protocol.md, section 9).
    package func signatureLine(ofBag manifest: [UInt8]) throws(WorkspaceError) -> [UInt8] {
        try vouched(manifest, for: .bag, by: try unlocked()).signatureLine
    }
}
