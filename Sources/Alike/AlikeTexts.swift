// SPDX-License-Identifier: AGPL-3.0-or-later

/// Which of many texts are alike. Each text belongs to the first one that it is alike to, or is itself the first of its kind: so
/// everything in a kind is alike to one text that can be shown, and no chain of small steps leads from one text to another.
///
/// Alike are two texts of at least ``TextSketch/fewestWords`` words where at least ``threshold`` of a hundred pairs of neighbouring words that
/// stand in either stand in both; shorter ones are alike where they are the same word for word. It is not said that one person wrote
/// them.
///
/// The first texts are found by the smallest pairs of a text: of two that share half of their pairs, those eight have one in common in 255 of 256
/// cases (bottom-k MinHash: A. Broder, "On the resemblance and containment of documents", 1997). What is missed that way begins a kind of
/// its own. The result depends on the texts and their order alone.
public struct AlikeTexts<Key: Hashable & Sendable>: Sendable {
    /// Of a hundred pairs.
    public static var threshold: Int { 50 }
    /// Smallest pairs by which a text is found.
    static var signCount: Int { 8 }
    /// First texts that are kept under one pair, and so compared because of it: whoever makes thousands that share one costs no more time.
    static var mostUnderOneSign: Int { 24 }

    public struct Place: Sendable, Equatable {
        /// Which kind; from 0, in the order in which they began.
        public let kind: Int
        /// How many of a hundred pairs are common with the first of the kind.
        public let likeness: Int
    }

    private var firsts: [TextSketch] = []
    private var bySign: [UInt32: [Int32]] = [:]
    private var shorts: [UInt64: Int] = [:]
    private var places: [Key: Place] = [:]

    public init() {}

    public var count: Int { places.count }

    /// Nil where the text is not known or has no words.
    public subscript(key: Key) -> Place? { places[key] }

    /// Whether the kind is one of a few words, said word for word.
    public func isShort(kind: Int) -> Bool { firsts.indices.contains(kind) && firsts[kind].isShort }

    /// A key that is known stays where it is.
    public mutating func add(_ key: Key, _ text: String) {
        guard places[key] == nil else { return }
        let sketch = TextSketch(text)
        guard let whole = sketch.whole else { return }
        if sketch.isShort {
            let kind = shorts[whole] ?? begin(sketch)
            shorts[whole] = kind
            places[key] = Place(kind: kind, likeness: 100)
            return
        }
        if let kind = firstAlike(to: sketch) {
            places[key] = Place(kind: kind, likeness: firsts[kind].likeness(to: sketch))
            return
        }
        let kind = begin(sketch)
        for sign in sketch.pairs.prefix(Self.signCount) where bySign[sign, default: []].count < Self.mostUnderOneSign {
            bySign[sign, default: []].append(Int32(kind))
        }
        places[key] = Place(kind: kind, likeness: 100)
    }

    /// The kind that began first.
    private func firstAlike(to sketch: TextSketch) -> Int? {
        var found: Set<Int32> = []
        for sign in sketch.pairs.prefix(Self.signCount) { found.formUnion(bySign[sign] ?? []) }
        return found.sorted().first { firsts[Int($0)].isAlike(sketch) }.map { Int($0) }
    }

    private mutating func begin(_ sketch: TextSketch) -> Int {
        firsts.append(sketch)
        return firsts.count - 1
    }
}
