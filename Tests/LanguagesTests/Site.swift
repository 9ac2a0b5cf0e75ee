// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Languages
import Testing

/// A web site of ours as it lies in the source tree: its catalogues, templates and code.
struct Site: Sendable, CustomTestStringConvertible {
    let name: String
    /// Folders under Sources whose code names keys of this site's catalogues.
    let codeFolders: [String]
    let languages: [String]

    static let all = [
        Site(name: "Portal", codeFolders: ["Portal"], languages: ["en", "ru", "uk", "fr", "de"]),
        Site(name: "Desk", codeFolders: ["Desk", "Casework"], languages: ["en", "ru"]),
    ]

    var testDescription: String { name }

    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    /// Every JSON file of the site that has a catalogue's header, joined under the language tag that ends its name.
    func catalogues() throws -> [Catalogue] {
        let files = try files(in: [name], ending: "json").map { file in
            let stem = file.deletingPathExtension().lastPathComponent
            let tag = stem.split(whereSeparator: { ".-_".contains($0) }).last.map(String.init) ?? stem
            return (tag: tag, bytes: [UInt8](try Data(contentsOf: file)))
        }.filter { String(decoding: $0.bytes, as: UTF8.self).contains(#""_name""#) }
        return try Dictionary(grouping: files, by: \.tag).sorted { $0.key < $1.key }.map { tag, files in
            try Catalogue(tag: tag, files: files.map(\.bytes))
        }
    }

    func catalogueFiles() throws -> [(name: String, text: String)] {
        try files(in: [name], ending: "json").map {
            ($0.lastPathComponent, String(decoding: try Data(contentsOf: $0), as: UTF8.self))
        }.filter { $0.text.contains(#""_name""#) }
    }

    func templates() throws -> [(name: String, text: String)] {
        try ["mustache", "html"].flatMap { try files(in: [name], ending: $0) }.map {
            ($0.lastPathComponent, String(decoding: try Data(contentsOf: $0), as: UTF8.self))
        }
    }

    func code() throws -> [(name: String, text: String)] {
        try files(in: codeFolders, ending: "swift").map {
            ($0.lastPathComponent, String(decoding: try Data(contentsOf: $0), as: UTF8.self))
        }
    }

    private func files(in folders: [String], ending: String) throws -> [URL] {
        folders.flatMap { folder -> [URL] in
            let root = Self.sources.appending(path: folder)
            let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
            return (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == ending }
        }.sorted { $0.path < $1.path }
    }
}

/// Keys as a template or a source file names them.
enum KeyUse {
    /// `{{t.home.title}}`, also as a section; catalogue texts stand under `t`.
    static func inTemplate(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{\{[#^\/&]?\s*t\.([A-Za-z0-9_.\-]+)\s*\}\}/).map { String($0.1) })
    }

    /// Literals handed to `text(` and `plural(`: those must exist. Up to an interpolation, as a prefix.
    static func lookedUp(_ text: String) -> [(key: String, isPrefix: Bool)] {
        text.matches(of: /\.(?:text|plural|refused|localFilesDamaged)\(\s*"([^"\\]*)("|\\\()/).map {
            (String($0.1), $0.2 == "\\(")
        }
    }

    /// Every literal that could be a key, and every literal beginning of one before an interpolation.
    static func literals(_ text: String) -> (whole: Set<String>, prefixes: Set<String>) {
        var whole: Set<String> = []
        var prefixes: Set<String> = []
        for match in text.matches(of: /"([A-Za-z0-9_.\-]+)("|\\\()/) {
            // A literal that ends with a dot is the beginning that a vocabulary's keys share.
            let isWhole = match.2 == "\"" && !match.1.hasSuffix(".")
            if isWhole { whole.insert(String(match.1)) } else { prefixes.insert(String(match.1)) }
        }
        return (whole, prefixes)
    }
}

extension Set<String> {
    /// Plural forms under their common key.
    var withoutPluralForms: Set<String> { Set(map { pluralBase(of: $0) ?? $0 }) }

    /// The common key, if this is one of the forms of a plural text.
    func pluralBase(of key: String) -> String? {
        for category in PluralCategory.allCases where key.hasSuffix(".\(category.rawValue)") {
            let base = String(key.dropLast(category.rawValue.count + 1))
            let hasOther = contains("\(base).\(PluralCategory.other.rawValue)")
            let hasSibling = PluralCategory.allCases.dropLast().contains { contains("\(base).\($0.rawValue)") }
            return hasOther && hasSibling ? base : nil
        }
        return nil
    }
}
