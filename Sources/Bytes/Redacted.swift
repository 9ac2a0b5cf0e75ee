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

extension Redacted: RedactedPrinting {}

/// A type that holds something secret and says so, and nothing else, however it is printed: `print`,
/// interpolation, `debugPrint`, `dump`, mirrors. Conforming is all that a type has to do.
#if hasFeature(Embedded)
    public protocol RedactedPrinting: CustomStringConvertible, CustomDebugStringConvertible {}
#else
    public protocol RedactedPrinting: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

    extension RedactedPrinting {
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif

extension RedactedPrinting {
    public var description: String { "[redacted]" }
    public var debugDescription: String { "[redacted]" }
}
