// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

@Suite struct `Settings, help and the doctor` {
    @Test(arguments: [[], ["up"], ["relay"], ["portal"], ["desk"], ["doctor"], ["demo"]])
    func `help teaches by example`(command: [String]) throws {
        let help = try BuiltProgram.lifeboat().run(command + ["--help"])
        #expect(help.status == 0)
        let text = String(decoding: help.output, as: UTF8.self)
        #expect(text.contains("lifeboat "))
        guard let name = command.first else { return }
        #expect(text.contains("Examples:") && text.contains("  lifeboat \(name)"))
    }

    @Test func `both ways to ask for the version print the same line`() throws {
        let lifeboat = try BuiltProgram.lifeboat()
        let answer = try lifeboat.run(["version"])
        let other = try lifeboat.run(["--version"])
        #expect(answer.status == 0 && answer.output == other.output)
        #expect(String(decoding: answer.output, as: UTF8.self).hasPrefix("lifeboat 0."))
    }

    @Test(arguments: ["up", "relay", "portal", "desk", "doctor"])
    func `settings that were only half understood start nothing`(command: String) throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "settings.json").path()
            let arguments = [command, "--state", folder.path(), "--settings", file]
            let absent = try BuiltProgram.lifeboat().run(arguments)
            #expect(absent.status == 64 && absent.errors.contains("cannot be read"))
            try Data(#"{"portal-prot": 1}"#.utf8).write(to: URL(filePath: file))
            let misspelt = try BuiltProgram.lifeboat().run(arguments)
            #expect(misspelt.status == 64 && misspelt.errors.contains("'portal-prot', which is no setting"))
            #expect(misspelt.output.isEmpty)
        }
    }

    @Test(arguments: [
        #"{"relay-disk-share": "20XB"}"#, #"{"portal-leave-to": "x"}"#, #"{"portal-link": "lifeboat1qqq"}"#,
    ])
    func `what one part does not take ends all of them, and is said once`(settings: String) throws {
        try TemporaryFolder.with { folder in
            let file = folder.appending(component: "settings.json").path()
            try Data(settings.utf8).write(to: URL(filePath: file))
            let ports = try ["--relay-port", "--relay-health-port", "--portal-port", "--desk-port"].flatMap {
                [$0, "\(try Listener().port)"]
            }
            let refused = try BuiltProgram.lifeboat().run(
                ["up", "--state", folder.appending(component: "state").path(), "--settings", file] + ports)
            #expect(refused.status == 64, "\(refused.errors)")
            #expect(refused.errors.ranges(of: "Error: ").count == 1, "\(refused.errors)")
            #expect(!refused.errors.contains("starting it again"), "\(refused.errors)")
        }
    }

    /// What is in the way, what the part says of it, and the status of the whole.
    @Test(arguments: [
        ("relay.sqlite", "error: the relay's database in ", 65), ("checkpoint.key", "checkpoint.key is damaged", 65),
        ("", "cannot be opened\nhint: check their owner and rights", 73),
    ])
    func `a part that can never start ends all of them, says why once and is not started again`(
        file: String, says: String, status: Int32
    ) throws {
        try TemporaryFolder.with { folder in
            let state = folder.appending(component: "state")
            let relay = state.appending(component: "relay")
            try FileManager.default.createDirectory(
                at: file.isEmpty ? state : relay, withIntermediateDirectories: true)
            try Data(String(repeating: "this is not what ought to be here. ", count: 200).utf8).write(
                to: file.isEmpty ? relay : relay.appending(component: file))
            let ports = try ["--relay-port", "--relay-health-port", "--portal-port", "--desk-port"].flatMap {
                [$0, "\(try Listener().port)"]
            }
            let refused = try BuiltProgram.lifeboat().run(["up", "--state", state.path()] + ports)
            #expect(refused.status == status, "\(refused.errors)")
            #expect(
                refused.errors.ranges(of: says).count == 1 && refused.errors.contains("hint: "), "\(refused.errors)")
            #expect(!refused.errors.contains("starting it again"), "\(refused.errors)")
        }
    }

    @Test func `a file limit that no relay keeps starts no portal`() throws {
        try TemporaryFolder.with { folder in
            let refused = try BuiltProgram.lifeboat().run(
                ["portal", "--supervised", "--state", folder.path(), "--port", "0", "--file-limit", "600MiB"])
            #expect(refused.status == 64 && refused.errors.contains("'portal-file-limit' must be at most 5"))
            let taken = try BuiltProgram.lifeboat().run(
                ["portal", "--supervised", "--state", folder.path(), "--port", "0", "--file-limit", "500MiB"])
            #expect(taken.status == 0, "\(taken.errors)")
        }
    }

    @Test(arguments: [("1", "30 or more"), ("29", "30 or more"), ("-1", "between 0"), ("3651", "between 0")])
    func `a time too short for desks to claim their files starts no relay`(days: String, told: String) throws {
        try TemporaryFolder.with { folder in
            let refused = try BuiltProgram.lifeboat().run(
                [
                    "relay", "--state", folder.path(), "--port", "0", "--health-port", "0",
                    "--keep-unclaimed-days=\(days)",
                ])
            #expect(refused.status == 64 && refused.errors.contains("'relay-keep-unclaimed-days' must be"))
            #expect(refused.errors.contains(told), "\(refused.errors)")
        }
    }

    @Test func `a relay on a taken port, and a second one on a folder, say so and no more`() throws {
        try TemporaryFolder.with { folder in
            let relay = try BuiltProgram.lifeboat()
            let listening = try Listener()
            let flags = ["relay", "--state", folder.path(), "--health-port", "0", "--port"]
            let taken = try relay.run(flags + ["\(listening.port)"])
            #expect(taken.status == 69)
            #expect(taken.errors.hasPrefix("error: the relay's port is in use\nhint: "), "\(taken.errors)")

            let lock = folder.appending(components: "relay", "relay.lock")
            let first = try FileHandle(forReadingFrom: lock)
            defer { try? first.close() }
            try #require(flock(first.fileDescriptor, LOCK_EX | LOCK_NB) == 0)
            let second = try relay.run(flags + ["0"])
            #expect(second.status == 75)
            #expect(second.errors.hasPrefix("error: another relay runs on "), "\(second.errors)")
        }
    }

    @Test(arguments: [
        ["--socks", "x"], ["--socks", "127.0.0.1:9050:1"], ["--socks", ":9050"], ["--socks", "127.0.0.1:0"],
        ["--relay", "http://\(String(repeating: "a", count: 56)).onion"],
    ])
    func `what reaches no relay starts neither portal nor desk`(flags: [String]) throws {
        try TemporaryFolder.with { folder in
            for part in ["portal", "desk"] {
                let refused = try BuiltProgram.lifeboat().run(
                    [part, "--supervised", "--state", folder.path(), "--port", "0"] + flags)
                #expect(refused.status == 64 && refused.errors.contains("127.0.0.1:9050"), "\(part): \(refused.errors)")
            }
        }
    }

    /// A quick exit that leads to the portal itself, or a cookie that goes over plain HTTP, must not be found out by a visitor.
    @Test(arguments: [["--leave-to", "www.wikipedia.org"], ["--origin", "help.example.org"]])
    func `an address that is none starts no portal`(flags: [String]) throws {
        try TemporaryFolder.with { folder in
            let refused = try BuiltProgram.lifeboat().run(
                ["portal", "--supervised", "--state", folder.path(), "--port", "0"] + flags)
            #expect(refused.status == 64 && refused.errors.contains("must be an address such as https://"))
        }
    }

    @Test func `the doctor makes nothing, and says that the folder is not there`() throws {
        try TemporaryFolder.with { folder in
            let state = folder.appending(components: "not", "there")
            let seen = try BuiltProgram.lifeboat().run(["doctor", "--state", state.path()])
            #expect(String(decoding: seen.output, as: UTF8.self).contains("is not there"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
        }
    }

    @Test func `the doctor looks at the ports that are set, and at what lies in the folder`() throws {
        try TemporaryFolder.with { folder in
            let state = folder.appending(component: "state")
            let settings = folder.appending(component: "settings.json")
            let listening = try Listener()
            try Data(
                #"{"portal-port": 0, "desk-port": 0, "relay-port": \#(listening.port), "relay-health-port": 0}"#.utf8
            ).write(to: settings)
            let arguments = ["doctor", "--state", state.path(), "--settings", settings.path()]
            let sound = try BuiltProgram.lifeboat().run(arguments)
            let text = String(decoding: sound.output, as: UTF8.self)
            #expect(text.contains("warning  port \(listening.port) (relay-port): in use"))
            for other in ["portal-port", "desk-port", "relay-health-port"] {
                #expect(text.contains("ok       port 0 (\(other))"))
            }
            #expect(
                text.contains("ok       relay's files: none yet") && text.contains("ok       desk's files: none yet"))

            let relay = state.appending(component: "relay")
            try FileManager.default.createDirectory(at: relay, withIntermediateDirectories: true)
            try Data("this is no database, but long enough to be taken for one".utf8).write(
                to: relay.appending(component: "relay.sqlite"))
            let damaged = try BuiltProgram.lifeboat().run(arguments)
            #expect(damaged.status == 1)
            #expect(String(decoding: damaged.output, as: UTF8.self).contains("relay.sqlite is damaged"))
        }
    }

    @Test func `the doctor finds a relay's real files whole, and changes none of them`() throws {
        try TemporaryFolder.with { folder in
            let lifeboat = try BuiltProgram.lifeboat()
            // A supervisor that is gone at once: the relay starts, and stops in good order.
            let made = try lifeboat.run(
                ["relay", "--supervised", "--state", folder.path(), "--port", "0", "--health-port", "0"])
            try #require(made.status == 0, "\(made.errors)")
            let relay = folder.appending(component: "relay")
            let before = try FileManager.default.contentsOfDirectory(atPath: relay.path()).sorted()
            let seen = try lifeboat.run(["doctor", "--state", folder.path()])
            #expect(String(decoding: seen.output, as: UTF8.self).contains("ok       relay's files: whole"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: relay.path()).sorted() == before)
        }
    }
}

/// A port of 127.0.0.1 that is in use for as long as this lives.
private final class Listener {
    let port: Int
    private let number: Int32

    init() throws {
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = number
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, length) | listen(number, 1) | getsockname(number, $0, &length)
            }
        }
        try #require(result == 0)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(number) }
}
