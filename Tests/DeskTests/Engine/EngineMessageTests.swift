// SPDX-License-Identifier: AGPL-3.0-or-later
import Desk
import Foundation
import Testing

@Suite struct EngineMessageTests {
    @Test(arguments: ["en", "ru"])
    func `every sentence that the engine asks for is in the catalogue`(_ tag: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/Desk/Resources/Catalogues")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix("_\(tag).json") }
        var catalogue: [String: Any] = [:]
        for file in files {
            let part = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
            catalogue.merge(part) { one, _ in one }
        }
        for key in EngineMessage.allCases.map(\.rawValue) + Alarm.allCases.map(\.rawValue) {
            #expect(catalogue[key] is String, "\(key) is missing")
        }
    }
}
