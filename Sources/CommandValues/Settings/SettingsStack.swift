// SPDX-License-Identifier: AGPL-3.0-or-later
import FoundationEssentials

/// Where a setting may come from, strongest first: a flag, the environment, the settings file.
public struct SettingsStack: Hashable, Sendable {
    private let environment: [String: String]
    private let file: SettingsFile

    /// A variable that is named like a setting and is none is refused, as such a name is in the file: a misspelt limit must not
    /// silently do nothing, nor a misspelt proxy be gone round.
    /// - Parameter file: nil where no settings file was named.
    public init(environment: [String: String], file: SettingsFile?) throws(SettingsProblem) {
        let known = Set(SettingKey.allCases.map(\.environmentName))
        for name in environment.keys.sorted() where name.hasPrefix("LIFEBOAT_") && !known.contains(name) {
            guard name == Self.fileVariable else { throw .unknownVariable(name) }
        }
        self.environment = environment
        self.file = file ?? .empty
    }

    /// Names the settings file.
    public static let fileVariable = "LIFEBOAT_SETTINGS"

    public func text(_ key: SettingKey, flag: String? = nil) -> String? {
        flag ?? environment[key.environmentName] ?? file.values[key.rawValue]
    }

    /// A whole number within `range`; nil where nobody set it.
    public func number(
        _ key: SettingKey, flag: Int? = nil, in range: ClosedRange<Int>
    ) throws(SettingsProblem) -> Int? {
        let number: Int
        if let flag {
            number = flag
        } else {
            guard let text = text(key) else { return nil }
            guard let value = Int(text) else { throw .notANumber(key, text) }
            number = value
        }
        guard range.contains(number) else { throw .outOfRange(key, number, range) }
        return number
    }

    /// A web address, `http://` or `https://` in any case, with a host; nil where nobody set it.
    public func webAddress(_ key: SettingKey, flag: String? = nil) throws(SettingsProblem) -> String? {
        guard let text = text(key, flag: flag) else { return nil }
        guard let address = URL(string: text), let host = address.host(), !host.isEmpty,
            ["http", "https"].contains(address.scheme?.lowercased())
        else { throw .notAWebAddress(key, text) }
        return text
    }

    /// A number of bytes: `500MB`, `2GiB`, `1048576`; nil where nobody set it.
    public func byteCount(_ key: SettingKey, flag: String? = nil) throws(SettingsProblem) -> UInt64? {
        guard let text = text(key, flag: flag) else { return nil }
        guard let count = ByteCountText.parse(text), count > 0 else { throw .notASize(key, text) }
        return count
    }
}
