// SPDX-License-Identifier: AGPL-3.0-or-later
internal import Casework
internal import DeskFormats

/// How far the reading of the ledger is.
enum ReadingProgress: Equatable {
    /// What there is was listed, the organisation's own entries and the grants were read; `isAll`: and everything else.
    case listed(Int, of: Int, isAll: Bool)
    /// Entries of compartments that this desk can open.
    case opened(Int, of: Int)

    /// 0...1.
    var part: Double {
        switch self {
        case .listed(let count, let total, let isAll): Double(count) / Double(max(total, 1)) * (isAll ? 1 : 0.2)
        case .opened(let count, let total): 0.2 + 0.8 * Double(count) / Double(max(total, 1))
        }
    }
}

/// Compartments that wait to be read: whole ones at a time, a large one in stretches.
struct CompartmentQueue {
    typealias Part = (compartment: ID<Compartment>, places: [Int])

    /// What is read at once.
    struct Stretch {
        /// Compartments whose first entry is in it.
        var begun: [Part] = []
        var places: ArraySlice<Int> = []
        /// Whether it ends with the last entry of its compartments.
        var isLast = true

        var isEmpty: Bool { places.isEmpty }
        var begunCount: Int { begun.reduce(0) { $0 + $1.places.count } }
    }

    private var parts: ArraySlice<Part>
    private(set) var totalCount: Int
    /// What this machine had checked of each, where that is known.
    var mapped: [ID<Compartment>: LedgerMap.Part] = [:]
    /// Entries of compartments that were begun.
    private(set) var readCount = 0
    /// What is left of those.
    private var rest: ArraySlice<Int> = []

    init(_ parts: [Part]) {
        self.parts = parts[...]
        totalCount = parts.reduce(0) { $0 + $1.places.count }
    }

    /// Gives out others from now on.
    mutating func begin(with parts: [Part]) {
        self.parts = parts[...]
        totalCount = parts.reduce(0) { $0 + $1.places.count }
        readCount = 0
    }

    /// About `count` entries and less than twice as many; nothing at the end. Compartments without an entry are passed over.
    /// - Parameter begins: false: nothing but the rest of what was begun.
    mutating func nextStretch(_ count: Int, beginning begins: Bool = true) -> Stretch {
        var stretch = Stretch()
        if rest.isEmpty, begins {
            stretch.begun = next(count)
            rest = stretch.begun.flatMap(\.places)[...]
        }
        stretch.places = rest.count < 2 * count ? rest : rest.prefix(count)
        rest = rest.dropFirst(stretch.places.count)
        stretch.isLast = rest.isEmpty
        return stretch
    }

    /// The next whole compartments, about `count` entries; nothing at the end.
    private mutating func next(_ count: Int) -> [Part] {
        var batch: [Part] = []
        var taken = 0
        while taken < count, let part = parts.popFirst() {
            batch.append(part)
            taken += part.places.count
        }
        readCount += taken
        return batch
    }
}

/// Roots of earlier sizes, remembered: many entries were written by people who had seen the same history.
struct KnownRoots {
    private var roots: [Int: [UInt8]] = [:]

    private static let mostCount = 8_192

    mutating func root(at size: Int, of tree: LedgerTree) -> [UInt8]? {
        if let root = roots[size] { return root }
        guard let root = tree.root(at: size) else { return nil }
        if roots.count >= Self.mostCount { roots = [:] }
        roots[size] = root
        return root
    }

    /// After the tree was cut.
    mutating func forget() { roots = [:] }
}
