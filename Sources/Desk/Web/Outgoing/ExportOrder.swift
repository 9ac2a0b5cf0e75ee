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
    /// What the file inside the age file unpacks into; says nothing.
    let folder: String

    /// What stands in each compartment from now on: its recipient can know all of it.
    func disclosures(_ words: Catalogue) -> [ID<Compartment>: [Disclosure]] {
        let told = recipients.all.map { named in
            let way =
                named.fingerprint.map { words.text("export.to-key", ["fingerprint": $0]) }
                ?? words.text("export.to-passphrase")
            return Disclosure(
                what: words.text("export.what", ["folder": folder]), toWhom: "\(recipientName) (\(way))", why: why)
        }
        return Dictionary(uniqueKeysWithValues: parts.map { ($0.compartment, told) })
    }

    /// The same with the parts as they are now.
    func with(_ parts: [PartRecord]) -> ExportOrder {
        ExportOrder(parts: parts, recipients: recipients, recipientName: recipientName, why: why, folder: folder)
    }

    /// Files that stand in the parts, each once, in the order in which they came.
    var files: [FileReference] {
        var seen: Set<[UInt8]> = []
        return parts.flatMap(\.log).flatMap(\.event.files).filter { seen.insert($0.blob).inserted }
    }
}
