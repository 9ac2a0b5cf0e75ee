// SPDX-License-Identifier: AGPL-3.0-or-later
import CLinux
import Foundation

/// What can be looked at from here.
enum Checks {
    static func program(_ name: String, package: String, without consequence: String) -> Check {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = paths.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return Check(
            title: name,
            finding: found.map { .good($0) }
                ?? .warning(consequence, advice: "apt-get install --no-install-recommends \(package)"))
    }

    static func folder(_ state: StateFolder) -> Check {
        let path = state.root.path
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? nil
        let title = "state folder"
        guard let mode, FileManager.default.isWritableFile(atPath: path) else {
            return Check(
                title: title, finding: .failure("\(path) cannot be written", advice: "name another with --state"))
        }
        guard mode & 0o077 == 0 else {
            return Check(
                title: title,
                finding: .warning("\(path) can be read by other users", advice: "chmod 700 \(path)"))
        }
        return Check(title: title, finding: .good(path))
    }

    static func diskSpace(_ state: StateFolder) -> Check {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: state.root.path)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value ?? 0
        let text = "\(free / 1_000_000_000) GB free"
        guard free >= 2_000_000_000 else {
            return Check(
                title: "disk space",
                finding: .failure(text, advice: "free at least 2 GB: a full disk refuses new requests"))
        }
        return Check(
            title: "disk space",
            finding: free >= 20_000_000_000
                ? .good(text) : .warning(text, advice: "attachments of 500 MB fill this soon; watch it"))
    }

    /// How long the disk takes to promise that a write survives a power cut. Each acknowledged request waits for it.
    static func durableWrites(_ state: StateFolder) -> Check {
        let title = "durable writes"
        let file = state.root.appending(path: ".doctor-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: file) }
        let descriptor = unsafe open(file.path, O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            return Check(title: title, finding: .failure("no file can be made", advice: "check the state folder"))
        }
        defer { close(descriptor) }
        let clock = ContinuousClock()
        let rounds = 50
        let page = [UInt8](repeating: 0, count: 4_096)
        let time = clock.measure {
            for _ in 0..<rounds {
                _ = unsafe page.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
                fdatasync(descriptor)
            }
        }
        let each = time / rounds
        let text = "\(each.formatted(.units(allowed: [.milliseconds, .microseconds], width: .narrow))) each"
        return Check(
            title: title,
            finding: each < .milliseconds(20)
                ? .good(text) : .warning(text, advice: "a slow disk makes every visitor wait; an SSD is better"))
    }

    static func swap() -> Check {
        let lines =
            (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8))?.split(separator: "\n").dropFirst() ?? []
        let plain = lines.filter { !$0.hasPrefix("/dev/dm-") && !$0.hasPrefix("/dev/zram") }
        guard !plain.isEmpty else { return Check(title: "swap", finding: .good("none that is not encrypted")) }
        return Check(
            title: "swap",
            finding: .warning(
                "memory with opened messages may be written to disk",
                advice: "encrypt the swap space or turn it off: swapoff -a"))
    }

    static func coreDumps() -> Check {
        guard lifeboat_forbid_core_dumps() == 0 else {
            return Check(
                title: "core dumps",
                finding: .warning("the kernel would not forbid them", advice: "set 'ulimit -c 0' for this user"))
        }
        return Check(title: "core dumps", finding: .good("forbidden for this program"))
    }

    static func openFiles() -> Check {
        let most = lifeboat_allow_many_files()
        guard most >= Self.neededFiles else {
            return Check(
                title: "open files",
                finding: .warning(
                    "this user may hold \(most) files and connections; a flood of visitors takes more",
                    advice:
                        "raise the hard limit to \(Self.neededFiles) or more: LimitNOFILE in systemd, or limits.conf"))
        }
        return Check(title: "open files", finding: .good("\(most) files and connections"))
    }

    /// A thousand connections, their files, and what the program itself holds.
    private static let neededFiles = 4_096

    static func port(_ number: Int, of part: String) -> Check {
        let title = "port \(number) (\(part))"
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(number).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else {
            return Check(
                title: title,
                finding: .warning("in use", advice: "fine if Lifeboat runs; else choose another: --\(part)-port"))
        }
        return Check(title: title, finding: .good("free"))
    }

    static func clock(now: Date = Date()) -> Check {
        guard now > Release.notBefore else {
            return Check(
                title: "clock",
                finding: .failure(
                    "it shows a time before this release was made", advice: "set the clock, or run an NTP client"))
        }
        return Check(title: "clock", finding: .good("plausible"))
    }
}
