// SPDX-License-Identifier: AGPL-3.0-or-later
import ArgumentParser
import CommandValues
import Foundation

/// The settings of this process: flags, its environment and one file. Refusals are told as a wrong use of the command.
struct SettingsSources {
    private let stack: SettingsStack

    init(settingsFile: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let path = settingsFile ?? environment[SettingsStack.fileVariable]
        stack = try Self.told { () throws(SettingsProblem) in
            try SettingsStack(environment: environment, file: try path.map(Self.read))
        }
    }

    func text(_ key: SettingKey, flag: String? = nil) -> String? { stack.text(key, flag: flag) }

    func number(_ key: SettingKey, flag: Int? = nil, in range: ClosedRange<Int>) throws -> Int? {
        try Self.told { () throws(SettingsProblem) in try stack.number(key, flag: flag, in: range) }
    }

    func webAddress(_ key: SettingKey, flag: String? = nil) throws -> String? {
        try Self.told { () throws(SettingsProblem) in try stack.webAddress(key, flag: flag) }
    }

    func byteCount(_ key: SettingKey, flag: String? = nil) throws -> UInt64? {
        try Self.told { () throws(SettingsProblem) in try stack.byteCount(key, flag: flag) }
    }

    private static func read(_ path: String) throws(SettingsProblem) -> SettingsFile {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: SettingsFile.largestByteCount + 1)
        else { throw .fileUnreadable(path: path) }
        return try SettingsFile(parsing: [UInt8](data), path: path)
    }

    private static func told<Value>(_ work: () throws(SettingsProblem) -> Value) throws -> Value {
        do { return try work() } catch { throw ValidationError(error.text) }
    }
}
