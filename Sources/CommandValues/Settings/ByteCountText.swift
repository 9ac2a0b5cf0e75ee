// SPDX-License-Identifier: AGPL-3.0-or-later

/// Sizes as people write them.
public enum ByteCountText {
    private static let units: [(String, UInt64)] = [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40),
        ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000), ("b", 1),
    ]

    /// Bytes: a whole number, with a unit or without; spaces and underscores between the digits do not matter. Nil for
    /// anything else, and for more than 2^64 - 1.
    public static func parse(_ text: String) -> UInt64? {
        let lowered = text.lowercased().filter { $0 != " " && $0 != "_" }
        for (suffix, factor) in units where lowered.hasSuffix(suffix) {
            return number(lowered.dropLast(suffix.count)).flatMap { number in
                let (product, overflow) = number.multipliedReportingOverflow(by: factor)
                return overflow ? nil : product
            }
        }
        return number(lowered[...])
    }

    /// Digits and nothing else: the system's reading would take a sign.
    private static func number(_ text: Substring) -> UInt64? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt64(text) : nil
    }
}
