// SPDX-License-Identifier: AGPL-3.0-or-later
public import Foundation

/// A folder that is gone after use.
public enum TemporaryFolder {
    public static func with<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(component: "lifeboat-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
