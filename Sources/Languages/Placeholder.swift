// CONTRACT. Catalogues of words, one JSON file a language, flat keys; plural forms as key.one/.few/.many/.other (CLDR).

public struct Language: Hashable, Sendable {
    /// BCP 47: "en", "ru", "uk", "fr", "de".
    public let tag: String
    /// In the language itself: "Русский".
    public let name: String
    /// Nobody who speaks it has reviewed the translation yet.
    public let isReviewed: Bool
}

public struct Catalogue: Sendable {
    public let language: Language
    /// Parses one catalogue file. Keys starting with "_" are about the file: "_name", "_reviewed".
    public init(tag: String, json: [UInt8]) throws { fatalError("awaiting") }
    public var keys: Set<String> { fatalError("awaiting") }
    /// `{name}` placeholders are replaced by `values`. A missing key is a bug: shown as the key itself, and a test finds it.
    public func text(_ key: String, _ values: [String: String] = [:]) -> String { fatalError("awaiting") }
    public func plural(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String { fatalError("awaiting") }
}

public struct Catalogues: Sendable {
    public init(_ catalogues: [Catalogue]) { fatalError("awaiting") }
    public var languages: [Language] { fatalError("awaiting") }
    public subscript(tag: String) -> Catalogue? { fatalError("awaiting") }
    /// RFC 4647 lookup over an Accept-Language header; falls back to the first catalogue.
    public func negotiate(acceptLanguage: String?) -> Catalogue { fatalError("awaiting") }
}
