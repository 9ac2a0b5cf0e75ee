// SPDX-License-Identifier: AGPL-3.0-or-later
import Desk
import Foundation
import Testing

@Suite struct EngineMessageTests {
    @Test(arguments: ["en", "ru"])
    func `every sentence that the engine asks for is in the catalogue`(_ tag: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/Desk/Resources/Catalogues/desk_\(tag).json")
        let catalogue = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: folder)) as? [String: Any])
        for key in EngineMessage.allCases.map(\.rawValue) + Alarm.allCases.map(\.rawValue) {
            #expect(catalogue[key] is String, "\(key) is missing")
        }
    }
}
