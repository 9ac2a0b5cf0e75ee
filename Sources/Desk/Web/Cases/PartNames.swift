// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

// What a part of a case is called wherever a page, a form or a document names it.

extension Catalogue {
    /// By its kind; of several of one kind, with the day on which each was opened. It is the same on every desk that reads it, and says
    /// nothing of a part that a desk has no key for, as a number would.
    /// - Parameter parts: those that are told apart: what the reader of the name can open.
    func name(of part: PartRecord, among parts: [PartRecord]) -> String {
        let alike = parts.filter { $0.kind == part.kind && $0.compartment != part.compartment }
        guard !alike.isEmpty else { return name(of: part.kind) }
        func isTold(by name: (PartRecord) -> String) -> Bool { !alike.contains { name($0) == name(part) } }
        let when =
            isTold(by: \.openingDay)
            ? part.openingDay
            : isTold(by: \.openingMinute)
                ? part.openingMinute : "\(part.openingMinute), \(part.compartment.hex.prefix(4))"
        return text("part.of-day", ["kind": name(of: part.kind), "when": when])
    }

    func name(of part: PartRecord, in record: CaseRecord) -> String { name(of: part, among: record.parts) }

    /// With the case before it.
    func title(of part: PartRecord, in record: CaseRecord) -> String {
        "\(Bidirectional.isolated(record.alias)): \(name(of: part, in: record))"
    }
}

extension PartRecord {
    fileprivate var openingDay: String { String(openingMinute.prefix(10)) }
    fileprivate var openingMinute: String { LocalTime.text(second: log.first?.recordedAt ?? 0) }
}
