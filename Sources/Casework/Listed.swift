// SPDX-License-Identifier: AGPL-3.0-or-later

/// What has a name of its own.
public protocol Identified {
    associatedtype Identifier: Hashable & Sendable
    var id: Identifier { get }
}

/// Records in ledger order, each found by its name: a search from the front for every event would make a part of n records take the time
/// of n × n.
public struct Listed<Record: Identified & Hashable & Sendable>: RandomAccessCollection, Hashable, Sendable,
    Confidential
{
    private var all: [Record] = []
    /// Of several with one name, the first.
    private var places: [Record.Identifier: Int] = [:]

    init() {}

    public var startIndex: Int { 0 }
    public var endIndex: Int { all.count }

    public internal(set) subscript(place: Int) -> Record {
        get { all[place] }
        _modify { yield &all[place] }
    }

    func place(of id: Record.Identifier) -> Int? { places[id] }

    subscript(id id: Record.Identifier) -> Record? { places[id].map { all[$0] } }

    mutating func append(_ record: Record) {
        if places[record.id] == nil { places[record.id] = all.count }
        all.append(record)
    }

    public static func == (one: Listed, other: Listed) -> Bool { one.all == other.all }

    public func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

extension Listed: ExpressibleByArrayLiteral {
    public init(arrayLiteral records: Record...) {
        self.init()
        for record in records { append(record) }
    }
}

extension TaskRecord: Identified {}
extension PlanRecord: Identified {}
extension HoldRecord: Identified {}
extension IncidentRecord: Identified {}
extension ConsentRecord: Identified {}
extension VitalOverride: Identified {}
extension PortalRecord: Identified {}
extension ClaimRecord: Identified {}
extension StatementRecord: Identified {}
extension ContradictionRecord: Identified {}
extension WithholdingRecord: Identified {}
extension AttestationRecord: Identified {}
extension MatterRecord: Identified {}
extension FactRecord: Identified {}
extension ExposureRecord: Identified {}
