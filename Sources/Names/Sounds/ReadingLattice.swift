// SPDX-License-Identifier: AGPL-3.0-or-later

/// The readings of one group of letters as arcs from node 0 to a last node. What lies between comes first, so that
/// arcs stand in the order of the nodes they lead to.
struct ReadingLattice {
    private(set) var arcs: [Spelling.Arc] = []
    /// The first reading.
    let units: [UInt8]
    /// Nodes without node 0.
    private(set) var nodeCount = 0

    /// - Parameter omission: what it costs to leave each sound set out.
    init(_ readings: [LetterTableBuilder.Reading], _ omission: [UInt8]) {
        units = readings.first?.steps ?? []
        guard !readings.isEmpty else { return }
        nodeCount = readings.reduce(1) { $0 + $1.steps.count - 1 }
        var node = 1
        for reading in readings {
            var from = 0
            for set in reading.steps.dropLast() {
                arcs.append(
                    .init(from: from, to: node, set: set, penalty: 0, place: .inside, omission: omission[Int(set)]))
                from = node
                node += 1
            }
        }
        var interior = 0
        for reading in readings {
            let between = reading.steps.count - 1
            interior += between
            let set = reading.steps[between]
            arcs.append(
                .init(
                    from: between > 0 ? interior : 0, to: node, set: set, penalty: reading.penalty, place: .atJoint,
                    omission: omission[Int(set)]))
        }
    }
}
