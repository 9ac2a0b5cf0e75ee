// SPDX-License-Identifier: AGPL-3.0-or-later
import Mustache
import Synchronization

/// A page's model as templates read it. For every name in a template swift-mustache mirrors the value at hand and each one around
/// it, all properties again and again. Here a struct is mirrored once, when the first
/// of its properties is asked for; which name stands where is found once for a type.
final class ReadModel: MustacheParent, MustacheCustomRenderable {
    private let model: Any
    private let places: [String: Int]
    private lazy var properties = Mirror(reflecting: model).children.map(\.value)

    private init(_ model: Any, _ places: [String: Int]) {
        self.model = model
        self.places = places
    }

    /// A property as a template gets it. Nil where there is none or where it is nil: then the template looks further out.
    func child(named name: String) -> Any? { places[name].flatMap { Self.readable(properties[$0]) } }

    var renderText: String { String(describing: model) }
    var isNull: Bool { false }

    /// What templates get for a value: structs as models, lists with every element so, an optional as what it holds, and everything
    /// else as it is.
    static func readable(_ value: Any) -> Any? {
        switch Shape.of(value) {
        case .plain: value
        case .optional: (value as? any Wrapping)?.wrapped.flatMap(readable)
        case .list: (value as? any Listing)?.elements.map { readable($0) ?? $0 }
        case .model(let places): ReadModel(value, places)
        }
    }
}

/// How values of one type are read.
private enum Shape: Sendable {
    case plain, optional, list
    /// By the places of its properties.
    case model([String: Int])

    private static let known = Mutex<[ObjectIdentifier: Shape]>([:])

    static func of(_ value: Any) -> Shape {
        let type = ObjectIdentifier(Swift.type(of: value))
        if let shape = known.withLock({ $0[type] }) { return shape }
        let shape = Shape(value)
        known.withLock { $0[type] = shape }
        return shape
    }

    private init(_ value: Any) {
        if value is any Wrapping {
            self = .optional
        } else if value is any Listing {
            self = .list
        } else if value is any MustacheParent || value is any MustacheCustomRenderable
            || value is any MustacheCustomRepresentation || value is MustacheTemplate || value is MustacheLambda
        {
            self = .plain
        } else {
            let mirror = Mirror(reflecting: value)
            let names = mirror.children.map(\.label)
            guard mirror.displayStyle == .struct, !names.contains(nil) else {
                self = .plain
                return
            }
            self = .model(
                Dictionary(zip(names.compactMap(\.self), names.indices), uniquingKeysWith: { first, _ in first }))
        }
    }
}

private protocol Wrapping {
    var wrapped: Any? { get }
}

extension Optional: Wrapping {
    fileprivate var wrapped: Any? { self }
}

private protocol Listing {
    var elements: [Any] { get }
}

extension Array: Listing {
    fileprivate var elements: [Any] { self }
}
