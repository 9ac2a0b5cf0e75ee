// SPDX-License-Identifier: AGPL-3.0-or-later
import Pages
import Testing

@Suite struct SessionCookieTests {
    @Test func `a session cookie ends with the browser and stays on this site`() {
        let plain = SessionCookie(name: "s", isSecure: false)
        #expect(plain.setting("abc") == "s=abc; Path=/; HttpOnly; SameSite=Strict")
        #expect(plain.expiring == "s=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict")
        let secure = SessionCookie(name: "s", isSecure: true)
        #expect(secure.setting("abc") == "__Host-s=abc; Path=/; HttpOnly; SameSite=Strict; Secure")
    }

    @Test func `tokens are equal only to themselves`() {
        #expect(ConstantTime.areEqual("abc", "abc"))
        #expect(!ConstantTime.areEqual("abc", "abd"))
        #expect(!ConstantTime.areEqual("abc", "abcd"))
        #expect(!ConstantTime.areEqual("", "a"))
    }
}
