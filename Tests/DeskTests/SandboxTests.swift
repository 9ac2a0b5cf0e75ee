// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import Testing

@testable import Desk

/// The sandbox as it is, with the programs that Debian has.
struct SandboxTests {
    private static func shell(_ script: String) -> Converter {
        Converter(program: "/usr/bin/sh", arguments: ["-c", script], package: "dash")
    }

    private func say(_ script: String, _ sandbox: Sandbox = Sandbox()) async throws -> String {
        String(decoding: try await sandbox.run(Self.shell(script), input: []), as: UTF8.self)
    }

    @Test func `bytes go in and come out`() async throws {
        let input = [UInt8]((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        #expect(try await Sandbox().run(Self.shell("cat"), input: input) == input)
    }

    /// A system that forbids namespaces makes bubblewrap fail before the converter runs, as a false one does.
    @Test func `a sandbox that cannot start is told from a damaged file`() async throws {
        #expect(await Sandbox().canStart())
        var forbidden = Sandbox()
        forbidden.bubblewrap = "/usr/bin/false"
        #expect(await !forbidden.canStart())
        forbidden.bubblewrap = "/usr/bin/there-is-none"
        #expect(await forbidden.canStart(), "what is not installed is said elsewhere")
    }

    @Test func `there is no network`() async throws {
        let interfaces = try await say("cat /proc/net/dev 2>/dev/null; ls /sys/class/net 2>/dev/null; echo end")
        #expect(interfaces.trimmingCharacters(in: .whitespacesAndNewlines) == "end")
        // The same probe reaches a listener on this machine from outside the sandbox, and not from inside.
        let listener = try #require(LoopbackListener())
        let probe = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/\(listener.port)' 2>/dev/null && echo reached || echo alone"
        let outside = Process()
        outside.executableURL = URL(filePath: "/usr/bin/sh")
        outside.arguments = ["-c", probe]
        let output = Pipe()
        outside.standardOutput = output
        try outside.run()
        #expect(try output.fileHandleForReading.readToEnd() == Data("reached\n".utf8))
        outside.waitUntilExit()
        #expect(try await say(probe) == "alone\n")
    }

    @Test func `there is no home, no other file, and nothing of this program`() async throws {
        let root = try await say("ls -A / | sort | tr '\\n' ' '; ls -A /tmp; ls -A /etc | tr '\\n' ' '")
        for name in ["home", "root", "work", "var", "proc", "sys", "run", "passwd", "hosts"] {
            #expect(!root.split(separator: " ").contains(Substring(name)), "\(root)")
        }
        #expect(try await say("ls \(NSHomeDirectory()) 2>&1 >/dev/null | wc -l").contains("1"))
        #expect(try await say("ls -d \(#filePath) 2>/dev/null; echo end") == "end\n")
    }

    @Test func `the environment is empty but for what the sandbox sets`() async throws {
        let names = try await say("env | cut -d= -f1 | sort | tr '\\n' ' '")
        let shown = Set(names.split(separator: " ").map(String.init)).subtracting(["_", "OLDPWD", "SHLVL"])
        #expect(shown == ["HOME", "LC_ALL", "PATH", "PWD"])
    }

    @Test func `the system cannot be written`() async throws {
        #expect(try await say("(echo x > /usr/bin/x) 2>/dev/null && echo written || echo refused") == "refused\n")
    }

    @Test func `another namespace cannot be made inside`() async throws {
        #expect(try await say("unshare -U true 2>/dev/null && echo made || echo refused") == "refused\n")
    }

    @Test func `a program that fails gives nothing`() async {
        await #expect(throws: SandboxError.failed(status: 7)) { try await say("echo half; exit 7") }
    }

    @Test func `a program that goes on too long is stopped`() async {
        let sandbox = Sandbox(maximumSeconds: 1)
        await #expect(throws: SandboxError.timedOut) { try await say("sleep 30", sandbox) }
    }

    @Test func `too much output is stopped`() async {
        let sandbox = Sandbox(maximumOutputByteCount: 1 << 20)
        await #expect(throws: SandboxError.outputTooLarge) {
            try await say("head -c 3000000 /dev/zero", sandbox)
        }
    }

    @Test func `too much memory is refused`() async {
        let sandbox = Sandbox(maximumMemoryByteCount: 128 << 20)
        await #expect(throws: SandboxError.self) {
            try await say("head -c 500000000 /dev/zero | tail -c 400000000 | wc -c; exit 1", sandbox)
        }
    }

    @Test func `without bubblewrap nothing runs at all`() async {
        let sandbox = Sandbox(bubblewrap: "/nowhere/bwrap")
        await #expect(throws: SandboxError.notInstalled(package: "bubblewrap")) {
            try await say("echo ran", sandbox)
        }
    }

    @Test func `a missing converter is named by its package`() async {
        let missing = Converter(program: "/usr/bin/no-such-converter", arguments: [], package: "some-package")
        await #expect(throws: SandboxError.notInstalled(package: "some-package")) {
            try await Sandbox().run(missing, input: [])
        }
    }
}

/// Something that listens on this machine's loopback, on any free port.
private final class LoopbackListener {
    let port: UInt16
    private let descriptor: Int32

    init?() {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        if !isBound {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
