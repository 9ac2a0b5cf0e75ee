// SPDX-License-Identifier: AGPL-3.0-or-later
import Age
import ArgumentParser
import Glibc

/// Where a passphrase comes from: the terminal, or a file.
enum AgePassphrase {
    /// The longest passphrase that is read.
    static let maximumByteCount = 4096

    /// The first line of a file. An editor's line end is no part of it.
    static func fromFile(_ path: String) throws(AgeFailure) -> String {
        let bytes = try AgeInput.small(path: path, limit: maximumByteCount)
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            // It would be part of the passphrase, which nobody could type then.
            throw .usage(
                "\(path) begins with a byte order mark, which is no part of a passphrase",
                hint: "save it as UTF-8 without one (\"UTF-8\", not \"UTF-8 with BOM\")")
        }
        var line = bytes[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard let text = String(validating: line, as: UTF8.self), !text.isEmpty, !line.contains(UInt8(ascii: "\n"))
        else {
            throw .usage("\(path) does not hold a passphrase", hint: "the file holds the passphrase alone, on one line")
        }
        return text
    }

    /// Asked twice, so that nobody seals with a slip of the finger.
    static func newFromTerminal() throws(AgeFailure) -> String {
        let first = try fromTerminal("Passphrase: ")
        guard try fromTerminal("The same again: ") == first else {
            throw .usage("the two passphrases differ", hint: "nothing was written; try again")
        }
        return first
    }

    /// Asked on the terminal itself, so that standard input and output stay free for the file; not shown.
    /// - Parameter hint: what to do where there is no terminal.
    static func fromTerminal(
        _ prompt: String, otherwise hint: String = "use --passphrase-file FILE"
    ) throws(AgeFailure) -> String {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw .usage("there is no terminal to ask for the passphrase", hint: hint)
        }
        defer { close(terminal) }
        var settings = termios()
        guard unsafe tcgetattr(terminal, &settings) == 0 else {
            throw .system(action: "cannot use the terminal", code: errno)
        }
        HiddenTyping.begin(on: terminal, settings)
        settings.c_lflag &= ~tcflag_t(ECHO)
        _ = unsafe tcsetattr(terminal, TCSAFLUSH, &settings)
        defer {
            HiddenTyping.end()
            show("\n", on: terminal)
        }
        show(prompt, on: terminal)
        return try line(from: terminal)
    }

    private static func line(from terminal: CInt) throws(AgeFailure) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), bytes.count < maximumByteCount {
            bytes.append(byte)
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
            throw .usage("the passphrase is empty", hint: "type it and press Enter; it is not shown")
        }
        return text
    }

    private static func show(_ text: String, on terminal: CInt) {
        var text = text
        text.withUTF8 { bytes in _ = unsafe write(terminal, bytes.baseAddress, bytes.count) }
    }
}

/// While a passphrase is typed the terminal shows nothing; whoever stops the program then must find it as it was.
private enum HiddenTyping {
    // Read by the signal handler, which may take no lock; one passphrase is asked for at a time. tcsetattr(3) may be called in
    // a handler (signal-safety(7)).
    nonisolated(unsafe) private static var terminal: CInt = -1
    nonisolated(unsafe) private static var shown = termios()

    static func begin(on terminal: CInt, _ settings: termios) {
        unsafe shown = settings
        unsafe Self.terminal = terminal
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            _ = signal(number) { number in
                HiddenTyping.restore()
                _ = signal(number, SIG_DFL)
                _ = raise(number)
            }
        }
    }

    /// Nothing that is unfinished is watched yet when a passphrase is asked for, so the usual handlers are the defaults.
    static func end() {
        restore()
        unsafe terminal = -1
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { _ = signal(number, SIG_DFL) }
    }

    private static func restore() {
        if unsafe terminal >= 0 { _ = unsafe tcsetattr(terminal, TCSANOW, &shown) }
    }
}
