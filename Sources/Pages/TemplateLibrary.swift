// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes
public import Hummingbird
import Mustache

/// Why a set of templates cannot be used. Found when a program starts, never while a page is shown.
public enum TemplateError: Error, Equatable, Sendable {
    case notUTF8(template: String)
    case syntax(template: String)
    /// A template includes a partial or a layout that is not in the set.
    case missingPartial(template: String, partial: String)
    /// `{{{name}}}` and `{{&name}}` write without escaping: only names that are promised to hold markup may stand there.
    case unescaped(template: String, variable: String)
}

/// All pages of one web site, parsed once at start. Every value is escaped for HTML, byte by byte.
///
/// Templates are Mustache; a layout is a template with blocks, `{{<layout}}{{$content}}…{{/content}}{{/layout}}`.
public struct TemplateLibrary: Sendable {
    private let library: MustacheLibrary
    private let names: Set<String>

    /// - Parameters:
    ///   - templates: the text of each template under the name by which pages and partials call it.
    ///   - markup: names of variables that hold finished markup and may be written without escaping.
    public init(_ templates: KeyValuePairs<String, [UInt8]>, markup: Set<String> = []) throws(TemplateError) {
        EscapedText.registration
        names = Set(templates.map(\.key))
        var library = MustacheLibrary()
        for (name, bytes) in templates {
            let text = try Self.text(of: name, bytes)
            try Self.check(text, of: name, partials: names, markup: markup)
            do {
                try library.register(EscapedText.pragma + "\n" + text, named: name)
            } catch {
                throw .syntax(template: name)
            }
        }
        self.library = library
    }

    /// The template `name` filled from `model`: a struct whose properties, or a dictionary whose keys, it names.
    public func render(_ name: String, _ model: Any) -> ByteBuffer {
        precondition(names.contains(name), "there is no template \(name)")
        let readable = ReadModel.readable(model) ?? model
        return ByteBuffer(string: library.render(readable, withTemplate: name) ?? "")
    }

    /// A whole page as an answer.
    public func page(_ name: String, _ model: Any, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: render(name, model)))
    }

    private static func text(of name: String, _ bytes: [UInt8]) throws(TemplateError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(template: name) }
        return text
    }

    private static func check(
        _ text: String, of name: String, partials: Set<String>, markup: Set<String>
    ) throws(TemplateError) {
        for tag in tags(in: text) {
            let variable = tag.dropFirst().filter { $0 != " " && $0 != "}" }
            switch tag.first {
            case ">", "<":
                guard partials.contains(variable) else { throw .missingPartial(template: name, partial: variable) }
            case "{", "&":
                guard markup.contains(variable) else { throw .unescaped(template: name, variable: variable) }
            default:
                continue
            }
        }
    }

    /// What stands between `{{` and `}}`.
    private static func tags(in text: String) -> [Substring] {
        var tags: [Substring] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { break }
            tags.append(rest[..<close.lowerBound])
            rest = rest[close.upperBound...]
        }
        return tags
    }
}
