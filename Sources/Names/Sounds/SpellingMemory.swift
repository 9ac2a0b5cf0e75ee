// SPDX-License-Identifier: AGPL-3.0-or-later

/// The rows of a ``Spelling``, one behind the other in one piece of memory that is just large enough, for a list makes
/// as many of these as it has words: arcs, cuts, letters, and the first reading.
///
/// Written when it is made and never after. What is read of it is sound as long as it stands.
@safe struct SpellingMemory: @unchecked Sendable {
    /// An object, for the system gives memory for objects in a quicker way than for bytes.
    private let owner: ManagedBuffer<Void, UInt64>
    private let start: UnsafeMutableRawPointer
    private let arcCount: UInt16
    private let letterCount: UInt8
    private let cutCount: UInt8
    private let unitCount: UInt8

    /// A lattice has fewer than 256 nodes, and a first reading fewer units: none of the counts is cut.
    init(
        _ letters: borrowing Letters, _ groups: inout LetterGroups, _ cuts: inout Tails.Cuts, _ table: LetterTable
    ) {
        arcCount = UInt16(groups.arcCount)
        letterCount = UInt8(letters.count)
        cutCount = UInt8(cuts.count)
        unitCount = UInt8(groups.unitCount)
        let arcEnd = groups.arcCount * MemoryLayout<Spelling.Arc>.stride
        let cutEnd = arcEnd + cuts.count * MemoryLayout<Tails.Cut>.stride
        let letterEnd = cutEnd + letters.count * MemoryLayout<UInt16>.stride
        let size = MemoryLayout<UInt64>.size
        owner = ManagedBuffer<Void, UInt64>.create(
            minimumCapacity: (letterEnd + groups.unitCount + size - 1) / size, makingHeaderWith: { _ in })
        unsafe start = unsafe UnsafeMutableRawPointer(owner.withUnsafeMutablePointerToElements { unsafe $0 })
        unsafe groups.lay(
            table, arcs: start.bindMemory(to: Spelling.Arc.self, capacity: groups.arcCount),
            units: (start + letterEnd).bindMemory(to: UInt8.self, capacity: groups.unitCount))
        let ownLetters = unsafe (start + cutEnd).bindMemory(to: UInt16.self, capacity: letters.count)
        let row = letters.storage.span
        for place in 0..<letters.count { unsafe (ownLetters + place).initialize(to: row[place]) }
        let ownCuts = unsafe (start + arcEnd).bindMemory(to: Tails.Cut.self, capacity: cuts.count)
        for place in 0..<cuts.count { unsafe (ownCuts + place).initialize(to: cuts.cut(place)) }
    }

    var arcs: UnsafeBufferPointer<Spelling.Arc> { unsafe row(0, Int(arcCount)) }
    var letters: UnsafeBufferPointer<UInt16> { unsafe row(cutEnd, Int(letterCount)) }
    var cuts: UnsafeBufferPointer<Tails.Cut> { unsafe row(arcEnd, Int(cutCount)) }
    /// The first reading, one set a place.
    var units: UnsafeBufferPointer<UInt8> {
        unsafe row(cutEnd + Int(letterCount) * MemoryLayout<UInt16>.stride, Int(unitCount))
    }

    private var arcEnd: Int { Int(arcCount) * MemoryLayout<Spelling.Arc>.stride }
    private var cutEnd: Int { arcEnd + Int(cutCount) * MemoryLayout<Tails.Cut>.stride }

    private func row<Element>(_ byteOffset: Int, _ count: Int) -> UnsafeBufferPointer<Element> {
        unsafe UnsafeBufferPointer(
            start: (start + byteOffset).assumingMemoryBound(to: Element.self), count: count)
    }
}
