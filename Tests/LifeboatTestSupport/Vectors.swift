// SPDX-License-Identifier: AGPL-3.0-or-later
public import Foundation

/// The shared test vectors in Tests/Vectors.
public enum Vectors {
    /// The file at `path`, for instance `protocol/words.json`.
    public static func data(_ path: String) throws -> Data {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Data(contentsOf: tests.appending(path: "Vectors").appending(path: path))
    }

    /// What the JSON file at `path` says.
    public static func read<Value: Decodable>(_ path: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: data(path))
    }
}

/// Bytes that stand in a vector as hexadecimal.
public struct HexBytes: Decodable, Sendable, Hashable {
    public let bytes: [UInt8]

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self))
        bytes = try stride(from: 0, to: digits.count, by: 2).map { index in
            guard index + 1 < digits.count, let byte = UInt8(String(digits[index...index + 1]), radix: 16) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
            }
            return byte
        }
    }
}
