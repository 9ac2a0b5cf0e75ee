// SPDX-License-Identifier: AGPL-3.0-or-later
public import Foundation

/// A folder that is gone when nobody holds it any more.
public final class ScratchFolder: Sendable {
    public let path: String

    public init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "lifeboat-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every byte of every file in it, by path.
    public func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let file = "\(path)/\(name)"
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            files[name] = try Data(contentsOf: URL(filePath: file))
        }
        return files
    }
}
