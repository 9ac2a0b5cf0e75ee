// SPDX-License-Identifier: AGPL-3.0-or-later

/// The languages of one site, its default first.
public struct Catalogues: Sendable {
    private let catalogues: [Catalogue]

    /// `catalogues`: at least one; the first is the default.
    public init(_ catalogues: [Catalogue]) {
        precondition(!catalogues.isEmpty, "a site speaks at least one language")
        self.catalogues = catalogues
    }

    public var languages: [Language] { catalogues.map(\.language) }

    /// The catalogue of exactly this BCP 47 tag, without regard to case.
    public subscript(tag: String) -> Catalogue? {
        let wanted = tag.lowercased()
        return catalogues.first { $0.language.tag.lowercased() == wanted }
    }

    /// The language that a browser asks for: RFC 4647 lookup over an Accept-Language header (RFC 9110, section
    /// 12.5.4); the default where nothing matches. Looks at the first 32 ranges only.
    public func negotiate(acceptLanguage: String?) -> Catalogue {
        for range in AcceptedLanguage.ranges(in: acceptLanguage ?? "") {
            if range == "*" { return catalogues[0] }
            if let found = lookup(range) { return found }
        }
        return catalogues[0]
    }

    /// RFC 4647, section 3.4: the range is cut from its end until it matches.
    private func lookup(_ range: String) -> Catalogue? {
        var subtags = range.split(separator: "-")
        while !subtags.isEmpty {
            if let found = self[subtags.joined(separator: "-")] { return found }
            subtags.removeLast()
            if subtags.last?.count == 1 { subtags.removeLast() }
        }
        return nil
    }
}

/// The ranges of an Accept-Language header, the most wanted first.
enum AcceptedLanguage {
    private static let maximumRangeCount = 32

    static func ranges(in header: String) -> [String] {
        let ranges = header.split(separator: ",", maxSplits: maximumRangeCount).prefix(maximumRangeCount)
            .compactMap(weighted)
        return ranges.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.range)
    }

    /// Weight in thousandths; nil for what is not acceptable or not a range.
    private static func weighted(_ text: Substring) -> (range: String, weight: Int)? {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard let range = parts.first, range.count <= 35,
            range.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "*") })
        else { return nil }
        guard parts.count > 1 else { return (range, 1_000) }
        guard parts.count == 2, let weight = weight(parts[1]), weight > 0 else { return nil }
        return (range, weight)
    }

    /// `q=0.8` as 800 (RFC 9110, section 12.4.2).
    private static func weight(_ parameter: String) -> Int? {
        guard parameter.lowercased().hasPrefix("q=") else { return nil }
        let number = parameter.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = number.first, whole == "0" || whole == "1", number.count <= 2 else { return nil }
        let digits = number.count == 2 ? number[1] : ""
        guard digits.count <= 3, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let thousandths = Int(digits.padded(to: 3)) ?? 0
        return whole == "1" ? (thousandths == 0 ? 1_000 : nil) : thousandths
    }
}

extension Substring {
    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: "0", count: Swift.max(0, count - self.count))
    }
}
