// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Casework
import Foundation
import Testing

/// What Tests/Vectors/protocol/make.py wrote, and the document that it was written from.
enum ProtocolVectors {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let data = try Data(contentsOf: root.appending(path: "Tests/Vectors/protocol/\(name)"))
        return try JSONDecoder().decode(type, from: data)
    }

    static func document() throws -> String {
        try String(contentsOf: root.appending(path: "docs/protocol.md"), encoding: .utf8)
    }

    static func bytes(_ hex: String) throws -> [UInt8] { try #require(Hex.decode(hex)) }
}

/// One field of an event as an export shows it.
enum ShownField: Decodable, Sendable, Equatable {
    case number(UInt64)
    case text(String)
    case hex(String)
    case withheld
    case event(kind: String, fields: [ShownField])

    private enum Key: String, CodingKey { case hex, kind, fields }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            if container.contains(.hex) {
                self = .hex(try container.decode(String.self, forKey: .hex))
            } else {
                self = .event(
                    kind: try container.decode(String.self, forKey: .kind),
                    fields: try container.decode([ShownField].self, forKey: .fields))
            }
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .withheld
        } else if let number = try? container.decode(UInt64.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    init(_ value: EventValue) throws {
        self =
            switch value {
            case .number(let number): .number(number)
            case .text(let text): .text(text)
            case .bytes(let bytes): .hex(Hex.encode(bytes))
            case .withheld: .withheld
            case .event(let event):
                .event(
                    kind: Hex.encode([UInt8(event.kindValue >> 8), UInt8(event.kindValue & 0xff)]),
                    fields: try #require(event.values).map(ShownField.init))
            }
    }
}
