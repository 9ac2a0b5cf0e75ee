// SPDX-License-Identifier: AGPL-3.0-or-later
import Testing

@testable import CommandValues

@Suite struct SettingsTests {
    private static func file(_ text: String) throws -> SettingsFile {
        try SettingsFile(parsing: Array(text.utf8), path: "lifeboat.json")
    }

    @Test func `a flag wins over the environment, the environment over the file`() throws {
        let file = try Self.file(#"{"portal-port": 1, "relay-disk-share": "1GB", "socks": "a:1"}"#)
        let all = try SettingsStack(
            environment: ["LIFEBOAT_PORTAL_PORT": "2", "LIFEBOAT_RELAY_DISK_SHARE": "2GB", "LIFEBOAT_SOCKS": "b:2"],
            file: file)
        #expect(try all.number(.portalPort, flag: 3, in: 0...9) == 3)
        #expect(try all.number(.portalPort, in: 0...9) == 2)
        #expect(try all.byteCount(.relayDiskShare, flag: "3GB") == 3_000_000_000)
        #expect(try all.byteCount(.relayDiskShare) == 2_000_000_000)
        #expect(all.text(.socks, flag: "c:3") == "c:3")
        #expect(all.text(.socks) == "b:2")
        let filed = try SettingsStack(environment: [:], file: file)
        #expect(try filed.number(.portalPort, in: 0...9) == 1)
        #expect(try filed.byteCount(.relayDiskShare) == 1_000_000_000)
        #expect(filed.text(.socks) == "a:1")
        let none = try SettingsStack(environment: ["portal-port": "4", "PORTAL_PORT": "4"], file: nil)
        #expect(try none.number(.portalPort, in: 0...9) == nil)
        #expect(try none.byteCount(.relayDiskShare) == nil && none.text(.socks) == nil)
    }

    @Test(arguments: [
        "LIFEBOAT_PORTAL_FILELIMIT", "LIFEBOAT_RELAY_", "LIFEBOAT_DESK_PORTS", "LIFEBOAT_SOCKS5", "LIFEBOAT_PROXY",
    ])
    func `a variable that is named like a setting and is none is refused`(name: String) {
        #expect(throws: SettingsProblem.unknownVariable(name)) {
            try SettingsStack(environment: [name: "1", "LIFEBOAT_SETTINGS": "x", "HOME": "/"], file: nil)
        }
    }

    @Test(arguments: [
        "www.wikipedia.org", "wikipedia", "//x.org/", "ftp://x.org/", "https://", "https:///a", "", "javascript:x",
    ])
    func `what is no web address is refused`(text: String) throws {
        let stack = try SettingsStack(environment: [:], file: nil)
        #expect(throws: SettingsProblem.notAWebAddress(.portalLeaveTo, text)) {
            try stack.webAddress(.portalLeaveTo, flag: text)
        }
        for sound in ["https://help.example.org", "HTTPS://x.org/", "http://abc.onion/a?b#c", "http://127.0.0.1:8080"] {
            #expect(try stack.webAddress(.portalOrigin, flag: sound) == sound)
        }
        #expect(try stack.webAddress(.portalOrigin) == nil)
    }

    @Test func `every setting can be given in the file and in the environment`() throws {
        for key in SettingKey.allCases {
            let filed = try SettingsStack(environment: [:], file: try Self.file("{\"\(key.rawValue)\": \"7\"}"))
            #expect(filed.text(key) == "7")
            #expect(try SettingsStack(environment: [key.environmentName: "8"], file: nil).text(key) == "8")
            #expect(key.environmentName.allSatisfy { $0 == "_" || $0.isUppercase })
        }
    }

    @Test(arguments: [
        "", "[]", "null", "7", "\"text\"", "{", "{\"portal-port\": }", "{\"portal-port\": 8080",
        "{\"portal-port\": null}", "{\"portal-port\": true}", "{\"portal-port\": 80.5}",
        "{\"portal-port\": {\"a\": 1}}", "{\"portal-port\": [1]}", "{\"portal-port\": 99999999999999999999}",
        "{\"portal-port\": 1, \"portal-port\": 2}", "{\"portal-port\": 1, \"portal\\u002dport\": 2}",
        "portal-port = 8080", "\u{FEFF}x{}",
    ])
    func `what is no object of plain values, each once, is refused`(text: String) {
        #expect(throws: SettingsProblem.fileMalformed(path: "lifeboat.json")) { try Self.file(text) }
    }

    @Test func `a name that is no setting is refused by name`() {
        #expect(throws: SettingsProblem.unknownName("portal-prot", path: "lifeboat.json")) {
            try Self.file(#"{"portal-port": 1, "portal-prot": 8080}"#)
        }
        #expect(throws: SettingsProblem.unknownName("PORTAL-PORT", path: "lifeboat.json")) {
            try Self.file(#"{"PORTAL-PORT": 8080}"#)
        }
    }

    @Test func `a file that is no text is refused, and so is one too large`() {
        let noText = Array(#"{"socks": ""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
        #expect(throws: SettingsProblem.fileMalformed(path: "f")) { try SettingsFile(parsing: noText, path: "f") }
        let large = Array("{}".utf8) + Array(repeating: UInt8(ascii: " "), count: SettingsFile.largestByteCount)
        #expect(throws: SettingsProblem.fileTooLarge(path: "f")) { try SettingsFile(parsing: large, path: "f") }
        let deep = Array(repeating: UInt8(ascii: "["), count: SettingsFile.largestByteCount)
        #expect(throws: SettingsProblem.fileMalformed(path: "f")) { try SettingsFile(parsing: deep, path: "f") }
    }

    @Test func `colons in text do not count`() throws {
        let file = try Self.file(#"{"portal-relay": "http://[::1]:80/\":", "socks": "\\"}"#)
        #expect(try SettingsStack(environment: [:], file: file).text(.portalRelay) == "http://[::1]:80/\":")
    }

    @Test(arguments: [("", false), ("8O80", false), ("80 ", false), ("-1", true), ("65536", true), ("1.0", false)])
    func `a number that is none, or out of range, is refused wherever it comes from`(text: String, isNumber: Bool) {
        let expected: SettingsProblem =
            isNumber ? .outOfRange(.deskPort, Int(text) ?? 0, 0...65_535) : .notANumber(.deskPort, text)
        #expect(throws: expected) {
            try SettingsStack(environment: ["LIFEBOAT_DESK_PORT": text], file: nil).number(.deskPort, in: 0...65_535)
        }
        guard isNumber, let number = Int(text) else { return }
        #expect(throws: expected) {
            try SettingsStack(environment: [:], file: nil).number(.deskPort, flag: number, in: 0...65_535)
        }
    }

    @Test func `the ends of a range belong to it`() throws {
        let none = try SettingsStack(environment: [:], file: nil)
        #expect(try none.number(.deskIdleMinutes, flag: 1, in: 1...1_440) == 1)
        #expect(try none.number(.deskIdleMinutes, flag: 1_440, in: 1...1_440) == 1_440)
    }

    @Test func `a size that is none is refused, and one of nothing too`() {
        for text in ["", "MB", "12XB", "-5MB", "+5MB", "5.5GB", "0", "0GB", "20000000TB", "٣MB", "5MBMB"] {
            #expect(throws: SettingsProblem.notASize(.portalFileLimit, text)) {
                try SettingsStack(environment: [:], file: nil).byteCount(.portalFileLimit, flag: text)
            }
        }
    }

    @Test(arguments: [
        SettingsProblem.fileUnreadable(path: "a.json"), .fileTooLarge(path: "a.json"), .fileMalformed(path: "a.json"),
        .unknownName("x", path: "a.json"), .notANumber(.deskPort, "y"), .outOfRange(.deskPort, 9, 1...2),
        .notASize(.portalFileLimit, "z"),
    ])
    func `a refusal names what it is about`(problem: SettingsProblem) {
        let named = ["a.json", "desk-port", "portal-file-limit"].filter { problem.text.contains($0) }
        #expect(named.count == 1 && problem.text.hasSuffix("."))
    }

    @Test(
        arguments: [
            ("1048576", 1_048_576), ("500MB", 500_000_000), ("500 mb", 500_000_000), ("2GiB", 2_147_483_648),
            ("1_000kB", 1_000_000), ("3KiB", 3_072), ("4MiB", 4_194_304), ("1TiB", 1_099_511_627_776), ("7b", 7),
            ("1tb", 1_000_000_000_000), ("1gb", 1_000_000_000), ("0", 0), ("18446744073709551615", UInt64.max),
        ] as [(String, UInt64)])
    func `sizes are read as people write them`(text: String, count: UInt64) {
        #expect(ByteCountText.parse(text) == count)
    }
}
