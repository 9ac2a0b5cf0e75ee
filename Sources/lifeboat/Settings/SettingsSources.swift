// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import Foundation

/// Where a setting may come from, strongest first: a flag, the environment, the settings file.
struct SettingsSources {
    private let environment: [String: String]
    private let file: [String: String]

    /// `settingsFile`: a JSON object of names and plain values. A name that does not exist is an error, for a
    /// misspelt limit that silently does nothing is worse than a refusal to start.
    init(settingsFile: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        self.environment = environment
        let path = settingsFile ?? environment["LIFEBOAT_SETTINGS"]
        file = try path.map(Self.read) ?? [:]
    }

    func text(_ key: SettingKey, flag: String? = nil) -> String? {
        flag ?? environment[key.environmentName] ?? file[key.rawValue]
    }

    func number(_ key: SettingKey, flag: Int? = nil, in range: ClosedRange<Int> = 0...Int.max) throws -> Int? {
        if let flag { return try checked(flag, key, range) }
        guard let text = text(key) else { return nil }
        guard let number = Int(text) else {
            throw ValidationError("'\(key.rawValue)' must be a whole number, not '\(text)'.")
        }
        return try checked(number, key, range)
    }

    /// A number of bytes: `500MB`, `2GiB`, `1048576`.
    func byteCount(_ key: SettingKey, flag: String? = nil) throws -> UInt64? {
        guard let text = text(key, flag: flag) else { return nil }
        guard let count = ByteCountText.parse(text) else {
            throw ValidationError("'\(key.rawValue)' must be a size such as 500MB or 2GiB, not '\(text)'.")
        }
        return count
    }

    private func checked(_ number: Int, _ key: SettingKey, _ range: ClosedRange<Int>) throws -> Int {
        guard range.contains(number) else {
            throw ValidationError(
                "'\(key.rawValue)' must be between \(range.lowerBound) and \(range.upperBound), not \(number).")
        }
        return number
    }

    private static func read(_ path: String) throws -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("The settings file '\(path)' cannot be read.")
        }
        guard let values = try? JSONDecoder().decode([String: PlainValue].self, from: data) else {
            throw ValidationError(
                "The settings file '\(path)' must be a JSON object such as {\"portal-port\": 8080}.")
        }
        let known = Set(SettingKey.allCases.map(\.rawValue))
        for name in values.keys.sorted() where !known.contains(name) {
            throw ValidationError(
                "The settings file '\(path)' has '\(name)', which is no setting. See docs/operating.md.")
        }
        return values.mapValues(\.text)
    }
}

/// A string, number or boolean of the settings file, as text.
private struct PlainValue: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            text = String(number)
        } else if let flag = try? container.decode(Bool.self) {
            text = flag ? "true" : "false"
        } else {
            text = try container.decode(String.self)
        }
    }
}

/// Sizes as people write them.
enum ByteCountText {
    private static let units: [(String, UInt64)] = [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40),
        ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000), ("b", 1),
    ]

    static func parse(_ text: String) -> UInt64? {
        let lowered = text.lowercased().filter { $0 != " " && $0 != "_" }
        for (suffix, factor) in units where lowered.hasSuffix(suffix) {
            guard let number = UInt64(lowered.dropLast(suffix.count)) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return UInt64(lowered)
    }
}
