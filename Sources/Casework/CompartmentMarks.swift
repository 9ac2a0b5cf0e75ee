// SPDX-License-Identifier: AGPL-3.0-or-later

/// A value for each compartment. It lies in many small tables: an entry changes that of one compartment, and a desk with ten thousand
/// cases does not copy the others because a page still shows what was before.
struct ByCompartment<Value: Sendable & Equatable>: Sendable, Equatable {
    private static var count: Int { 256 }

    private var tables = [[ID<Compartment>: Value]](repeating: [:], count: Self.count)

    subscript(compartment: ID<Compartment>) -> Value? {
        get { tables[Self.table(of: compartment)][compartment] }
        _modify { yield &tables[Self.table(of: compartment)][compartment] }
    }

    subscript(compartment: ID<Compartment>, default value: @autoclosure () -> Value) -> Value {
        get { tables[Self.table(of: compartment)][compartment, default: value()] }
        _modify { yield &tables[Self.table(of: compartment)][compartment, default: value()] }
    }

    /// Compartments that have another value there, or none in one of the two.
    func differing(from other: Self) -> [ID<Compartment>] {
        var differing: [ID<Compartment>] = []
        for (mine, theirs) in zip(tables, other.tables) where mine != theirs {
            differing += mine.filter { theirs[$0.key] != $0.value }.keys
            differing += theirs.keys.filter { mine[$0] == nil }
        }
        return differing
    }

    private static func table(of compartment: ID<Compartment>) -> Int {
        // A table's own places follow from other bits.
        Int(truncatingIfNeeded: UInt(bitPattern: compartment.hashValue) >> 32) & (count - 1)
    }
}

/// Says of each compartment in one number which entries were taken from it, and in which order. Whoever keeps the marks of a state finds
/// in a later one what has changed, without looking through everything. Means nothing in another process.
public struct CompartmentMarks: Sendable, Equatable {
    private var marks = ByCompartment<Int>()

    /// Of a state in which nothing was taken.
    public init() {}

    subscript(compartment: ID<Compartment>) -> Int { marks[compartment] ?? 0 }

    func knows(_ compartment: ID<Compartment>) -> Bool { marks[compartment] != nil }

    /// Compartments of which something else was taken, or that only one of the two knows.
    func changed(since earlier: CompartmentMarks) -> [ID<Compartment>] { marks.differing(from: earlier.marks) }

    mutating func add(_ mark: Int, to compartment: ID<Compartment>) { marks[compartment, default: 0] &+= mark }

    /// Gives what it was.
    mutating func forget(_ compartment: ID<Compartment>) -> Int {
        defer { marks[compartment] = nil }
        return self[compartment]
    }
}

extension CaseworkState {
    /// Cases of whose parts something was taken since, in the order of ``cases``. Nil where something is not a part of any case now that may
    /// have been one: nobody can tell of which, and all of them have to be looked at.
    public func cases(changedSince earlier: CompartmentMarks) -> [CaseRecord]? {
        var changed: Set<ID<Case>> = []
        for compartment in marks.changed(since: earlier) where !compartment.isCommon {
            if let home = part(compartment)?.case {
                changed.insert(home)
            } else if earlier.knows(compartment) {
                return nil
            }
        }
        return records(of: changed)
    }

    /// Whether something was taken since from what does not belong to cases.
    public func hasChanged(_ common: ID<Compartment>, since earlier: CompartmentMarks) -> Bool {
        marks[common] != earlier[common]
    }
}

extension ID<Compartment> {
    /// Whether it belongs to no case.
    fileprivate var isCommon: Bool { self == .organisation || self == .intake }
}
