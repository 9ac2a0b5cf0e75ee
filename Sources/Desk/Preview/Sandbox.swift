// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation

/// Why a program in the sandbox gave nothing.
enum SandboxError: Error, Equatable, Sendable {
    /// The program, or bubblewrap or prlimit around it, is not installed: this Debian package has it.
    case notInstalled(package: String)
    /// It ended with an error, or was stopped by one of its limits.
    case failed(status: Int32)
    case outputTooLarge
    case timedOut
}

/// Runs one program on bytes, where there is no network, no home, no other process, nothing to write but memory,
/// and little time (bubblewrap; limits by prlimit). There is no way around it: without bubblewrap nothing runs.
struct Sandbox: Sendable {
    var maximumOutputByteCount = 160 << 20
    var maximumSeconds = 20
    var maximumMemoryByteCount = 1_536 << 20
    var bubblewrap = "/usr/bin/bwrap"
    var prlimit = "/usr/bin/prlimit"

    /// What the program writes to standard output.
    @concurrent
    func run(_ converter: Converter, input: [UInt8]) async throws(SandboxError) -> [UInt8] {
        let needed = [(prlimit, "util-linux"), (bubblewrap, "bubblewrap"), (converter.program, converter.package)]
        for (program, package) in needed where !FileManager.default.isExecutableFile(atPath: program) {
            throw .notInstalled(package: package)
        }
        return try await SandboxedProcess(
            program: prlimit,
            arguments: limits + [bubblewrap] + walls + ["--", converter.program] + converter.arguments,
            maximumOutputByteCount: maximumOutputByteCount, maximumSeconds: maximumSeconds
        ).run(input: input)
    }

    /// Whether the sandbox itself can start here: some systems allow no namespaces to users, and then every file would seem
    /// to be damaged. True also where it is not installed, which ``run(_:input:)`` says by itself.
    func canStart() async -> Bool {
        let nothing = Converter(program: "/usr/bin/true", arguments: [], package: "coreutils")
        do throws(SandboxError) {
            _ = try await run(nothing, input: [])
            return true
        } catch {
            if case .notInstalled = error { return true }
            return false
        }
    }

    private var limits: [String] {
        [
            "--as=\(maximumMemoryByteCount)", "--cpu=\(maximumSeconds)", "--fsize=\(maximumOutputByteCount)",
            "--core=0",
            "--nofile=64",
        ]
    }

    /// Only the programs and libraries of the system, read-only; an empty root, an empty /tmp, no environment.
    private var walls: [String] {
        var walls = [
            "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session", "--clearenv",
            "--cap-drop", "ALL", "--hostname", "sandbox", "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin",
            "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--dev", "/dev", "--tmpfs", "/tmp",
            "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp", "--setenv", "LC_ALL", "C.UTF-8",
            "--chdir", "/tmp",
        ]
        // Fonts for PDF files that bring none, and ImageMagick's policy; neither says anything about the worker.
        for path in ["/etc/fonts", "/etc/ImageMagick-6", "/etc/alternatives"] {
            walls += ["--ro-bind-try", path, path]
        }
        return walls
    }
}
