// SPDX-License-Identifier: AGPL-3.0-or-later

/// A value that stands inside events: one line for each field, in the same order in both directions.
protocol EventPayload: Hashable, Sendable {
    init(reading reader: inout EventReader) throws(EventDecodingError)
    func write(to writer: inout EventWriter) throws(EventEncodingError)
}

/// The events of one area of a case. Its kinds share their number's upper byte (docs/protocol.md, section 6.4).
protocol EventArea: Hashable, Sendable {
    associatedtype Kind: RawRepresentable<UInt16>, CaseIterable, Sendable
    var kind: Kind { get }
    init(_ kind: Kind, reading reader: inout EventReader) throws(EventDecodingError)
    func write(to writer: inout EventWriter) throws(EventEncodingError)
}

extension EventArea {
    var kindNumber: UInt16 { kind.rawValue }
    static var kindNumbers: [UInt16] { Kind.allCases.map(\.rawValue) }
    static func knows(_ number: UInt16) -> Bool { Kind(rawValue: number) != nil }
}

extension EventReader {
    /// Nil where the area has no such kind.
    mutating func area<Area: EventArea>(_ number: UInt16) throws(EventDecodingError) -> Area? {
        guard let kind = Area.Kind(rawValue: number) else { return nil }
        return try Area(kind, reading: &self)
    }
}
