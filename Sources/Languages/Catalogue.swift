// SPDX-License-Identifier: AGPL-3.0-or-later
private import FoundationEssentials

/// Why bytes are not a catalogue.
public enum CatalogueError: Error, Equatable, Sendable {
    /// Not one JSON object whose values are texts.
    case malformed(tag: String)
    /// The keys "_name" (the language's name in itself) and "_reviewed" (true or false) have to be there.
    case missingHeader(tag: String, key: String)
    /// Two files of the language have the same key.
    case repeated(tag: String, key: String)
}

/// The words of one language. Keys are flat; a plural form stands under `key.one`, `key.few`, `key.many`, `key.other`.
public struct Catalogue: Sendable {
    public let language: Language
    /// The keys of texts, each plural form for itself.
    public let keys: Set<String>
    private let texts: [String: String]
    private let plurals: PluralRule

    /// Reads one catalogue file: a JSON object (RFC 8259) of texts. Keys that begin with "_" are about the file.
    /// `tag`: BCP 47.
    public init(tag: String, json: [UInt8]) throws(CatalogueError) {
        try self.init(tag: tag, files: [json])
    }

    /// Reads a catalogue that lies in several files, one for each area of a site. Each has the header, the first one's
    /// name counts, and the language is reviewed when all its files are.
    public init(tag: String, files: [[UInt8]]) throws(CatalogueError) {
        var texts: [String: String] = [:]
        var names: [String] = []
        var isReviewed = true
        for file in files {
            let values = try Self.values(tag: tag, json: file)
            guard case .text(let name)? = values["_name"] else { throw .missingHeader(tag: tag, key: "_name") }
            guard case .flag(let flag)? = values["_reviewed"] else {
                throw .missingHeader(tag: tag, key: "_reviewed")
            }
            names.append(name)
            isReviewed = isReviewed && flag
            for (key, value) in values where !key.hasPrefix("_") {
                guard case .text(let text) = value else { throw .malformed(tag: tag) }
                guard texts.updateValue(text, forKey: key) == nil else { throw .repeated(tag: tag, key: key) }
            }
        }
        guard let name = names.first else { throw .missingHeader(tag: tag, key: "_name") }
        language = Language(tag: tag, name: name, isReviewed: isReviewed)
        plurals = PluralRule(tag: tag)
        self.texts = texts
        keys = Set(texts.keys)
    }

    private static func values(tag: String, json: [UInt8]) throws(CatalogueError) -> [String: Value] {
        do {
            return try JSONDecoder().decode([String: Value].self, from: Data(json))
        } catch {
            throw .malformed(tag: tag)
        }
    }

    /// The text with its `{name}` placeholders replaced by `values`. A missing key is our own mistake, which a
    /// test finds; it is shown as itself.
    public func text(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let text = texts[key] else { return key }
        return values.isEmpty ? text : Template(text).filled(with: values)
    }

    /// The form of the text that goes with `count` in this language (CLDR), where `{count}` is the number.
    public func plural(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        let form = "\(key).\(plurals.category(of: count).rawValue)"
        let chosen = texts[form] == nil ? "\(key).\(PluralCategory.other.rawValue)" : form
        return text(chosen, values.merging(["count": String(count)]) { given, _ in given })
    }

    /// The names of the placeholders in one text.
    public func placeholders(_ key: String) -> Set<String> {
        Set(Template(texts[key] ?? "").names)
    }

    /// The forms that a plural text of this language needs.
    public var pluralCategories: [PluralCategory] { plurals.categories }
}

/// One language that a catalogue speaks.
public struct Language: Hashable, Sendable {
    /// BCP 47: "en", "ru", "uk", "fr", "de".
    public let tag: String
    /// In the language itself: "Русский".
    public let name: String
    /// False until somebody who speaks it has read the translation.
    public let isReviewed: Bool

    public init(tag: String, name: String, isReviewed: Bool) {
        self.tag = tag
        self.name = name
        self.isReviewed = isReviewed
    }
}

private enum Value: Decodable {
    case text(String)
    case flag(Bool)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .text(try container.decode(String.self))
        }
    }
}
