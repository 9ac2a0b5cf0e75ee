// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is to be said of a machine, from what was seen there.
extension Check {
    /// - Parameter path: where the program was found.
    public static func program(_ name: String, at path: String?, package: String, without consequence: String) -> Check
    {
        Check(
            name,
            path.map { .good($0) }
                ?? .warning(consequence, advice: "apt-get install --no-install-recommends \(package)"))
    }

    /// Whether bubblewrap can make its namespaces here.
    public static func sandbox(canStart: Bool) -> Check {
        guard canStart else {
            return Check(
                "sandbox",
                .warning(
                    "this system lets no sandbox start: the desk shows no previews of attachments",
                    advice:
                        "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1; in a container, its host must"
                ))
        }
        return Check("sandbox", .good("nothing forbids it"))
    }

    /// - Parameter mode: the folder's permissions; nil where it cannot be looked at.
    public static func folder(_ path: String, mode: Int?, isWritable: Bool) -> Check {
        guard let mode, isWritable else {
            return Check("state folder", .failure("\(path) cannot be written", advice: "name another with --state"))
        }
        guard mode & 0o077 == 0 else {
            return Check(
                "state folder", .warning("\(path) can be read by other users", advice: "chmod 700 \(path)"))
        }
        return Check("state folder", .good(path))
    }

    public static func missingFolder(_ path: String, canBeMade: Bool) -> Check {
        guard canBeMade else {
            return Check("state folder", .failure("\(path) cannot be made", advice: "name another with --state"))
        }
        return Check(
            "state folder",
            .warning(
                "\(path) is not there", advice: "fine before the first start, which makes it; else look at --state"))
    }

    public static func diskSpace(freeByteCount free: UInt64) -> Check {
        let text = "\(free / 1_000_000_000) GB free"
        guard free >= 2_000_000_000 else {
            return Check(
                "disk space", .failure(text, advice: "free at least 2 GB: a full disk refuses new requests"))
        }
        guard free >= 20_000_000_000 else {
            return Check("disk space", .warning(text, advice: "attachments of 500 MB fill this soon; watch it"))
        }
        return Check("disk space", .good(text))
    }

    /// - Parameters:
    ///   - each: how long one durable write took; nil where no file could be made.
    ///   - text: the same for people.
    public static func durableWrites(each: Duration?, text: String) -> Check {
        guard let each else {
            return Check("durable writes", .failure("no file can be made", advice: "check the state folder"))
        }
        guard each < .milliseconds(20) else {
            return Check(
                "durable writes", .warning(text, advice: "a slow disk makes every visitor wait; an SSD is better"))
        }
        return Check("durable writes", .good(text))
    }

    /// - Parameters:
    ///   - table: `/proc/swaps`.
    ///   - devices: what is known of the block devices.
    public static func swap(table: String, devices: BlockDevices) -> Check {
        let places = table.split(separator: "\n").dropFirst().compactMap {
            $0.split(whereSeparator: \.isWhitespace).first
        }
        guard places.allSatisfy({ devices.keepsSecrets($0) }) else {
            return Check(
                "swap",
                .warning(
                    "memory with opened messages may be written to disk",
                    advice: "encrypt the swap space or turn it off: swapoff -a"))
        }
        return Check("swap", .good("none that is not encrypted"))
    }

    public static func coreDumps(areForbidden: Bool) -> Check {
        guard areForbidden else {
            return Check(
                "core dumps",
                .warning("the kernel would not forbid them", advice: "set 'ulimit -c 0' for this user"))
        }
        return Check("core dumps", .good("forbidden for this program"))
    }

    /// A thousand connections, their files, and what the program itself holds.
    static let neededFiles = 4_096

    public static func openFiles(most: Int) -> Check {
        guard most >= neededFiles else {
            return Check(
                "open files",
                .warning(
                    "this user may hold \(most) files and connections; a flood of visitors takes more",
                    advice: "raise the hard limit to \(neededFiles) or more: LimitNOFILE in systemd, or limits.conf"))
        }
        return Check("open files", .good("\(most) files and connections"))
    }

    /// - Parameters:
    ///   - setting: what names another port; its flag has the same name.
    ///   - isFree: nil where any free port is taken.
    public static func port(_ number: Int, of setting: SettingKey, isFree: Bool?) -> Check {
        let title = "port \(number) (\(setting.rawValue))"
        switch isFree {
        case nil: return Check(title, .good("any that is free"))
        case true?: return Check(title, .good("free"))
        case false?:
            return Check(
                title,
                .warning("in use", advice: "fine if Lifeboat runs; else choose another with \(setting.rawValue)"))
        }
    }

    /// - Parameter now: seconds since 1970.
    public static func clock(now: Int) -> Check {
        guard now > Release.notBefore else {
            return Check(
                "clock",
                .failure(
                    "it shows a time before this release was made", advice: "set the clock, or run an NTP client"))
        }
        return Check("clock", .good("plausible"))
    }
}
