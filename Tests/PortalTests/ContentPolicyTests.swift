// SPDX-License-Identifier: AGPL-3.0-or-later
import Pages
import Testing

@Suite struct ContentPolicyTests {
    @Test func `a policy starts from nothing`() {
        #expect(
            ContentPolicy().headerValue
                == "base-uri 'none'; default-src 'none'; form-action 'self'; frame-ancestors 'none'")
        #expect(ContentPolicy(["style-src": "'self'"]).headerValue.contains("style-src 'self'"))
    }

    /// `printf 'abc' | openssl dgst -sha256 -binary | base64`, and the empty string.
    @Test func `an inline style is named by its hash`() {
        #expect(ContentPolicy.hash(of: Array("abc".utf8)) == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='")
        #expect(ContentPolicy.hash(of: []) == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
    }

    @Test func `an asset's name changes with its content`() {
        let one = StaticAssets([("a.css", "text/css", [1])]).path("a.css")
        let two = StaticAssets([("a.css", "text/css", [2])]).path("a.css")
        #expect(one != two)
        #expect(one.hasPrefix("/assets/a.") && one.hasSuffix(".css"))
    }
}
