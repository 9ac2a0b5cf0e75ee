// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// The checkout that these tests were built from.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Paths below the root of all files with one of `extensions` under `folders`, build folders left out.
    static func files(in folders: [String], extensions: Set<String>) throws -> [String] {
        try folders.flatMap { folder in
            let top = root.appending(path: folder)
            return try FileManager.default.subpathsOfDirectory(atPath: top.path)
                .filter { extensions.contains(URL(filePath: $0).pathExtension) }
                .filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
                .map { "\(folder)/\($0)" }
        }
        .sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }
}
