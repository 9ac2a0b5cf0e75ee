// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes

/// Random values that nobody can guess.
enum Tokens {
    /// From the system's generator.
    static func bytes(_ count: Int = 32) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// 32 bytes in base64url: fit for a cookie and for a form.
    static func text() -> String { Base64URL.encode(bytes()) }
}
