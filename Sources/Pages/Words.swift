// SPDX-License-Identifier: AGPL-3.0-or-later
public import Languages
public import Mustache

/// A catalogue as templates read it: `{{t.home.title}}` is the text under the key `home.title`. Texts are values, so
/// they are escaped like any other; nothing in a catalogue is ever markup.
public struct Words: MustacheParent, MustacheCustomRenderable, Sendable {
    private let catalogue: Catalogue
    private let values: [String: String]
    private let prefix: String

    /// - Parameter values: what stands for `{name}` in any text, such as the organisation's name.
    public init(_ catalogue: Catalogue, values: [String: String] = [:]) {
        self.init(catalogue, values: values, prefix: "")
    }

    private init(_ catalogue: Catalogue, values: [String: String], prefix: String) {
        self.catalogue = catalogue
        self.values = values
        self.prefix = prefix
    }

    public func child(named name: String) -> Any? {
        let key = prefix.isEmpty ? name : "\(prefix).\(name)"
        return catalogue.keys.contains(key)
            ? catalogue.text(key, values) : Words(catalogue, values: values, prefix: key)
    }

    /// A key that the catalogue lacks shows as itself.
    public var renderText: String { prefix }
    public var isNull: Bool { false }
}
