// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

/// What `scripts/test` says at its end.
@Suite struct SummaryTests {
    private func run(_ steps: String) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "set -uo pipefail; . scripts/lib.sh; . scripts/steps.sh; { \(steps); } >/dev/null 2>&1; summary",
        ]
        process.currentDirectoryURL = Checkout.root
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    @Test func `steps that passed and failed are counted, and a failure fails the run`() throws {
        let good = try run("step one true; step two echo done")
        #expect(good.status == 0 && good.text.hasSuffix("2 passed, 0 failed, 0 tests skipped\n"))
        let bad = try run("step one true; step two false; step three true")
        #expect(bad.status == 1 && bad.text.contains("failed: two\n"))
        #expect(bad.text.hasSuffix("2 passed, 1 failed, 0 tests skipped\n"))
    }

    @Test func `tests that were skipped are counted and named, whoever skipped them`() throws {
        let python = "3 passed, 2 skipped in 4.00s"
        let swift = #"➜ Test "a kernel without namespaces" skipped: "not here""#
        let run = try run(
            "step disks echo '\(python)'; step sandbox echo '\(swift)'; step none echo '1 passed in 1.00s'")
        #expect(run.status == 0)
        #expect(run.text.contains("tests skipped: disks (2)\n") && run.text.contains("tests skipped: sandbox (1)\n"))
        #expect(run.text.hasSuffix("3 passed, 0 failed, 3 tests skipped\n"))
    }
}
