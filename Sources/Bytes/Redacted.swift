// SPDX-License-Identifier: AGPL-3.0-or-later

/// A secret that no kind of printing shows: `print`, interpolation, `debugPrint`, `dump` and mirrors all
/// give the placeholder. Reading it takes the explicit ``exposed``.
public struct Redacted<Value> {
    private let value: Value

    public init(_ value: Value) { self.value = value }

    /// The secret itself. Each use is a place for a reviewer to look at.
    public var exposed: Value { value }
}

extension Redacted: Sendable where Value: Sendable {}
extension Redacted: Equatable where Value: Equatable {}
extension Redacted: Hashable where Value: Hashable {}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible {
    public var description: String { "[redacted]" }
    public var debugDescription: String { "[redacted]" }
}

#if !hasFeature(Embedded)
    extension Redacted: CustomReflectable {
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
