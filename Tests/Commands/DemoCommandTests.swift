// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

/// `lifeboat demo`, as somebody who wants to learn runs it.
@Suite(.serialized) struct DemoCommandTests {
    private func demo(_ arguments: String...) throws -> BuiltProgram.Outcome {
        try BuiltProgram.lifeboat().run(["demo"] + arguments)
    }

    @Test func `the help teaches`() throws {
        let outcome = try demo("--help")
        let help = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 0)
        for word in ["fictional", "--directory", "--seed", "--cases", "--language", "--as", "Examples", "--rehearsal"] {
            #expect(help.contains(word), "\(word)")
        }
    }

    @Test(arguments: [
        ["--cases", "-1"], ["--cases", "1001"], ["--language", "fr"], ["--as", "former"], ["--as", "nobody"],
        ["--portal-port", "70000"],
    ])
    func `what it cannot do it refuses before it makes anything`(arguments: [String]) throws {
        try TemporaryFolder.with { folder in
            let place = folder.appending(component: "demo")
            let outcome = try BuiltProgram.lifeboat().run(["demo", "--directory", place.path()] + arguments)
            #expect(outcome.status == 64)
            #expect(!FileManager.default.fileExists(atPath: place.path()))
        }
    }

    @Test func `a folder that holds anything is left as it is`() throws {
        try TemporaryFolder.with { folder in
            try Data("precious".utf8).write(to: folder.appending(component: "file"))
            let outcome = try demo("--directory", folder.path(), "--fill-only")
            #expect(outcome.status == 73)
            #expect(outcome.errors.contains("live work is never touched"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path()).contains("rehearsal.json") == false)
        }
    }

    @Test func `a folder that was left half filled is not used`() throws {
        try TemporaryFolder.with { folder in
            let place = folder.appending(component: "demo")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let record = #"{"seed":1,"cases":1,"language":"en","end":1800000000,"isComplete":false}"#
            try Data(record.utf8).write(to: place.appending(component: "rehearsal.json"))
            let outcome = try demo("--directory", place.path(), "--fill-only")
            #expect(outcome.status == 73)
            #expect(outcome.errors.contains("half filled"))
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a small world fills a folder, and live work does not go there`() throws {
        try TemporaryFolder.with { folder in
            let place = folder.appending(component: "demo")
            let outcome = try demo(
                "--directory", place.path(), "--cases", "1", "--fill-only", "--relay-port", "0",
                "--relay-health-port", "0")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("100 % of two years"))
            let files = Set(try FileManager.default.subpathsOfDirectory(atPath: place.path()))
            for worker in ["director", "intake", "caseworker", "verifier", "counsel", "deputy"] {
                #expect(files.contains("desks/\(worker)/desk/device.keys"), "\(worker)")
            }
            #expect(files.contains("portal/organisation-link"))
            let up = try BuiltProgram.lifeboat().run(["up", "--state", place.path()])
            #expect(up.status == 73)
            #expect(up.errors.contains("live work does not go there"))
        }
    }
}
