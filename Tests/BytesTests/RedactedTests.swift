// SPDX-License-Identifier: AGPL-3.0-or-later
import Bytes
import Testing

struct RedactedTests {
    private struct Holder {
        let inner = Redacted("hunter2")
    }

    private struct Confession: RedactedPrinting {
        let words = ["hunter2"]
    }

    @Test func `no way of printing shows a redacted value`() {
        var text = "\(Redacted("hunter2")) \(String(reflecting: Holder())) \(Confession()) \([Confession()])"
        dump(Holder(), to: &text)
        dump(Confession(), to: &text)
        print(Holder(), Confession(), to: &text)
        debugPrint(Holder(), Confession(), to: &text)
        #expect(!text.contains("hunter2"))
        #expect(text.contains("[redacted]"))
    }

    @Test func `a redacted value is exposed on request alone`() {
        #expect(Redacted("hunter2").exposed == "hunter2")
        #expect(Redacted([1]) == Redacted([1]))
    }
}
