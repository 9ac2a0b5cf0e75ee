// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import Casework
import Languages

/// A case on its way out: which parts, to whom, why, and who says so.
struct ExportOrder: Sendable {
    /// In the order of the case's page; never empty.
    let parts: [PartRecord]
    let recipients: ExportRecipients
    /// Whoever has the keys, in words.
    let recipientName: String
    let why: String
    let consent: ExportConsent
    let bag: ID<Bag>
    /// What was said about consent for each part. Whoever holds one of them reads nothing there of what else left, or is there at all.
    private(set) var notes: [ID<Compartment>: String] = [:]

    /// What the file inside the age file unpacks into; says nothing.
    var folder: String { "bag-\(bag.hex.prefix(8))" }

    /// What stands in each compartment from now on: its recipient can know all of it.
    func disclosures(_ words: Catalogue) -> [ID<Compartment>: [Disclosure]] {
        Dictionary(
            uniqueKeysWithValues: parts.map { part in
                let why = why(for: part.compartment)
                return (part.compartment, recipients.all.map { disclosure(to: $0, why: why, words) })
            })
    }

    private func disclosure(to named: ExportRecipients.Named, why: String, _ words: Catalogue) -> Disclosure {
        let way =
            named.fingerprint.map { words.text("export.to-key", ["fingerprint": $0]) }
            ?? words.text("export.to-passphrase")
        return Disclosure(
            what: words.text("export.what", ["folder": folder]), toWhom: "\(recipientName) (\(way))", why: why,
            bag: HandedBag(id: bag, recipient: consent.purpose.recipient, purpose: consent.purpose.purpose))
    }

    /// The reason, and what was said about consent for this part.
    private func why(for part: ID<Compartment>) -> String {
        [why, notes[part]].compactMap(\.self).joined(separator: "\n")
    }

    /// The same with the parts as they are now.
    func with(_ parts: [PartRecord]) -> ExportOrder {
        ExportOrder(
            parts: parts, recipients: recipients, recipientName: recipientName, why: why, consent: consent, bag: bag,
            notes: notes)
    }

    /// The same with what was said about consent beside the reason; nil where both are longer than an entry takes.
    func documented(_ review: ReleaseReview, _ words: Catalogue) -> ExportOrder? {
        var order = with(parts)
        for part in parts { order.notes[part.compartment] = consent.record(review, of: part, words) }
        let longest = parts.map { order.why(for: $0.compartment).utf8.count }.max() ?? 0
        return longest <= EventLimits.maximumReasonByteCount ? order : nil
    }

    /// What leaves of a part's history: what the person said and what is known of them. What the organisation does with it and whom it tells stays
    /// at home but for this very bag (docs/decisions/0093, 0104): each recipient would read of every other, and of where the person is by that.
    func log(of part: PartRecord) -> [LogItem] {
        part.log.filter { item in
            guard case .inCompartment(.access(.disclosed(let disclosure))) = item.event else {
                return !item.event.staysAtHome
            }
            return disclosure.bag?.id == bag
        }
    }

    /// Files that stand in the parts, each once, in the order in which they came.
    var files: [FileReference] {
        var seen: Set<[UInt8]> = []
        return parts.flatMap(log).flatMap(\.event.files).filter { seen.insert($0.blob).inserted }
    }
}
