// SPDX-License-Identifier: AGPL-3.0-or-later

/// Why the settings are not taken. Nothing starts with settings that were only half understood.
public enum SettingsProblem: Error, Hashable, Sendable {
    case fileUnreadable(path: String)
    /// Larger than ``SettingsFile/largestByteCount``.
    case fileTooLarge(path: String)
    /// Not one JSON object of text and whole numbers, each name once.
    case fileMalformed(path: String)
    case unknownName(String, path: String)
    /// A variable that is named like a setting and is none.
    case unknownVariable(String)
    /// Not `http://` or `https://` and a host.
    case notAWebAddress(SettingKey, String)
    case notANumber(SettingKey, String)
    case outOfRange(SettingKey, Int, ClosedRange<Int>)
    case notASize(SettingKey, String)

    /// What is wrong, and what would be right, for the terminal.
    public var text: String {
        switch self {
        case .fileUnreadable(let path): "The settings file '\(path)' cannot be read."
        case .fileTooLarge(let path): "The settings file '\(path)' is larger than 64 KiB; settings are a few lines."
        case .fileMalformed(let path):
            """
            The settings file '\(path)' must be a JSON object of text and whole numbers, each name once, such as \
            {"portal-port": 8080}.
            """
        case .unknownName(let name, let path):
            "The settings file '\(path)' has '\(name)', which is no setting. See docs/operating.md."
        case .unknownVariable(let name):
            "The environment has \(name), which is no setting. See docs/operating.md."
        case .notAWebAddress(let key, let text):
            "'\(key.rawValue)' must be an address such as https://help.example.org, not '\(text)'."
        case .notANumber(let key, let text): "'\(key.rawValue)' must be a whole number, not '\(text)'."
        case .outOfRange(let key, let number, let range):
            "'\(key.rawValue)' must be between \(range.lowerBound) and \(range.upperBound), not \(number)."
        case .notASize(let key, let text):
            "'\(key.rawValue)' must be a size such as 500MB or 2GiB, not '\(text)'."
        }
    }
}
