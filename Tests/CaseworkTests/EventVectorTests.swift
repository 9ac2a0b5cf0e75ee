// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Testing

/// Events as docs/protocol.md describes them, written by a second implementation.
struct EventVectorTests {
    struct Vector: Decodable, Sendable {
        let kind: UInt16
        let what, event: String
        let fields: [ShownField]
    }

    struct Bound: Decodable, Sendable {
        let kind: UInt16
        let what, before, after: String
        let bits, bound: Int

        /// The event with a text of `count` bytes in this place.
        func event(_ count: Int) throws -> [UInt8] { try event([UInt8](repeating: UInt8(ascii: "x"), count: count)) }

        /// The event with this text in this place.
        func event(_ text: [UInt8]) throws -> [UInt8] {
            let length = stride(from: bits - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: text.count >> $0) }
            return try ProtocolVectors.bytes(before) + length + text + ProtocolVectors.bytes(after)
        }

        /// What names something: a line, or what a case is called.
        var isOneLine: Bool { bound == EventLimits.maximumTitleByteCount || bound == EventLimits.maximumAliasByteCount }
    }

    private func vectors() throws -> [Vector] { try ProtocolVectors.read("events.json") }

    @Test func `every kind has a vector`() throws {
        #expect(Set(try vectors().map(\.kind)) == Set(Event.knownKinds))
    }

    @Test func `every vector is read, shown and written as the protocol says`() throws {
        for vector in try vectors() {
            let bytes = try ProtocolVectors.bytes(vector.event)
            let event: Event
            do {
                event = try Event(decoding: bytes)
            } catch {
                Issue.record("\(vector.kind) \(vector.what): \(error)")
                continue
            }
            #expect(event.kindValue == vector.kind, "\(vector.what)")
            #expect(try event.encoded() == bytes, "\(vector.what)")
            #expect(try #require(event.values).map(ShownField.init) == vector.fields, "\(vector.what)")
        }
    }

    @Test func `a vector with a byte more, a byte less or another version is refused`() throws {
        for vector in try vectors() {
            let bytes = try ProtocolVectors.bytes(vector.event)
            for wrong in [bytes + [0], Array(bytes.dropLast()), [2] + bytes.dropFirst()] {
                #expect(throws: EventDecodingError.self, "\(vector.what)") { try Event(decoding: wrong) }
            }
        }
    }

    @Test func `each text is as long as the protocol lets it be, and no longer`() throws {
        let bounds: [Bound] = try ProtocolVectors.read("bounds.json")
        #expect(bounds.count > 200)
        for bound in bounds {
            let name = "\(bound.kind) \(bound.what), behind \(bound.before.count / 2) bytes"
            #expect(throws: Never.self, "\(name)") { try Event(decoding: bound.event(bound.bound)) }
            for text in ["a\nb", "a\u{202E}b"] where bound.isOneLine {
                #expect(throws: EventDecodingError.self, "\(name)") {
                    try Event(decoding: bound.event(Array(text.utf8)))
                }
            }
            guard bound.bound + 1 < 1 << bound.bits else { continue }
            #expect(throws: EventDecodingError.self, "\(name)") { try Event(decoding: bound.event(bound.bound + 1)) }
        }
    }
}
