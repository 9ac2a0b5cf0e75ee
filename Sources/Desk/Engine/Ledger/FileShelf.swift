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

    /// Blobs of files that stand in another compartment than this one.
    func outside(_ compartment: ID<Compartment>) -> Set<[UInt8]> {
        Set(files.filter { $0.key != compartment }.values.joined().map(\.blob))
    }

    mutating func remove(_ compartment: ID<Compartment>) { files[compartment] = nil }

    /// Blobs of files that stand in this compartment and in no other.
    func onlyIn(_ compartment: ID<Compartment>) -> [[UInt8]] {
        Set((files[compartment] ?? []).map(\.blob)).subtracting(outside(compartment)).sorted {
            $0.lexicographicallyPrecedes($1)
        }
    }
}
