// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework

/// Files that stand in accepted events, by the compartment of the event: a desk fetches no others.
struct FileShelf: Sendable {
    private var files: [ID<Compartment>: [FileReference]] = [:]

    /// In no particular order; a file that stands in two compartments comes twice.
    var all: [FileReference] { files.values.flatMap { $0 } }

    mutating func add(_ added: [FileReference], of compartment: ID<Compartment>) {
        if !added.isEmpty { files[compartment, default: []] += added }
    }

    mutating func remove(_ compartment: ID<Compartment>) { files[compartment] = nil }

    /// Blobs of files that stand in this compartment and in no other.
    func onlyIn(_ compartment: ID<Compartment>) -> [[UInt8]] {
        let others = Set(files.filter { $0.key != compartment }.values.joined().map(\.blob))
        return Set((files[compartment] ?? []).map(\.blob)).subtracting(others).sorted {
            $0.lexicographicallyPrecedes($1)
        }
    }
}
