// SPDX-License-Identifier: AGPL-3.0-or-later
import CommandValues
import Testing

@Suite struct DataFolderTests {
    @Test(
        arguments: [
            ([:], "/root/.local/share"), (["HOME": "/home/vera"], "/home/vera/.local/share"),
            (["HOME": "/home/vera", "XDG_DATA_HOME": "/data"], "/data"),
            (["HOME": "", "XDG_DATA_HOME": ""], "/root/.local/share"),
            (["HOME": "vera", "XDG_DATA_HOME": "data"], "/root/.local/share"),
        ] as [([String: String], String)])
    func `what stays is kept where the environment says`(environment: [String: String], path: String) {
        #expect(DataFolder.path(in: environment, home: "/root") == path)
    }
}
