// SPDX-License-Identifier: AGPL-3.0-or-later

/// What a part says with its exit status of why it ended. The numbers are those of sysexits.h.
public enum PartStatus: Int32, Hashable, Sendable, CaseIterable {
    /// The settings are wrong. Also what reading the command line ends with.
    case settings = 64
    /// A file that it keeps is damaged.
    case damaged = 65
    /// Nobody can listen on its port now: somebody else does.
    case portTaken = 69
    case failed = 70
    case notStarted = 71
    /// Its folder, its files or its port are not this user's to use.
    case noAccess = 73
    /// The disk is full or fails.
    case files = 74
    /// Another of its kind holds the folder.
    case folderHeld = 75

    /// What there is to hope for in starting again.
    enum Prospect {
        case passing
        /// What is in the way may be a part that is just ending: one that outlived its supervisor by some seconds.
        case hopelessIfItLasts
        case hopeless
    }

    var prospect: Prospect {
        switch self {
        case .settings, .damaged, .noAccess: .hopeless
        case .portTaken, .folderHeld: .hopelessIfItLasts
        case .failed, .notStarted, .files: .passing
        }
    }
}

extension PartStatus {
    /// What an error of the system says of a file or a port that a part needs.
    /// - Parameter errno: as the system numbers them on Linux.
    public init(errno: Int32) {
        self =
            switch errno {
            // EADDRINUSE; EADDRNOTAVAIL, as where the network is not up yet.
            case 98, 99: .portTaken
            // EPERM, ENOENT, EACCES, EEXIST, ENOTDIR, EISDIR, EROFS, ENAMETOOLONG, ELOOP
            case 1, 2, 13, 17, 20, 21, 30, 36, 40: .noAccess
            default: .files
            }
    }

    /// What an error of SQLite says of a database, by its number, with or without what is added above eight bits.
    public init(sqlite code: Int32) {
        self =
            switch code & 0xFF {
            // SQLITE_CORRUPT, SQLITE_NOTADB
            case 11, 26: .damaged
            // SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN
            case 3, 8, 14: .noAccess
            default: .files
            }
    }
}
