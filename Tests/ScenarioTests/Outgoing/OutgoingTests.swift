import Evidence
import Foundation
import Hearing
import Media
import TestKit
import Testing

@testable import Media
@testable import Services

/// What leaves the server, read by itself: every frame of a page, every packet of a browser, with each seat's name,
/// picture and voice as taint marks, against a matrix that is written a second time (`WrittenLaw`).
@Suite("What each seat receives", .timeLimit(.minutes(10)))
struct OutgoingTests {
    static let roles: [(role: String, side: String?, companion: Int?)] = [
        ("judge", nil, nil), ("clerk", nil, nil), ("party", "plaintiff", nil),
        ("party", "defendant", nil), ("witness", nil, nil), ("agent", "plaintiff", nil),
        ("interpreter", nil, 4), ("observer", nil, nil), ("expert", nil, nil),
    ]
    static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["YUNTING_TEST_LONG"] == nil ? [11] : Array(11..<31)

    static func name(_ seat: Int) -> String { "甲乙丙丁戊己庚辛壬".map(String.init)[seat - 1] + "某某" }

    @Test(
        "no packet and no frame has what the matrix denies, whatever is ordered", arguments: seeds)
    func random(seed: UInt64) async throws {
        let seats = Self.roles.enumerated().map { index, seat in
            Booker.Seat(
                role: seat.role, side: seat.side, name: Self.name(index + 1),
                companion: seat.companion)
        }
        let room = try await WatchedHearing(seats, seed: seed)
        for order in ["open", "begin"] { _ = await room.pages[0].order(order) }
        try await room.run(300)
        var orders = RandomOrders(seed: seed)
        for number in 0..<80 {
            let (giver, name, members) = orders.next()
            let answer = await room.pages[giver - 1].order(name, members)
            try await room.run(120)
            for leak in room.leaks() {
                Issue.record("seed \(seed), order \(number) \(name) \(members): \(leak)")
            }
            if answer.isDone { orders.done += 1 }
        }
        #expect(orders.done > 25, "seed \(seed)")
        #expect(room.packetsJudged > 5_000, "\(room.packetsJudged) packets")
        #expect(room.framesJudged > 300, "\(room.framesJudged) frames")
    }

    @Test("the checker sees what it looks for: a voice, a picture, a name and a presence")
    func canary() async throws {
        let seats = [
            Booker.Seat(role: "judge", name: Self.name(1)),
            Booker.Seat(role: "clerk", name: Self.name(2)),
            Booker.Seat(role: "party", side: "plaintiff", name: Self.name(3)),
            Booker.Seat(role: "party", side: "defendant", name: Self.name(4)),
        ]
        let room = try await WatchedHearing(seats, seed: 3)
        for order in ["open", "begin"] { _ = await room.pages[0].order(order) }
        for seat: Int64 in [3, 4] {
            _ = await room.pages[1].order("admit", ["seat": .integer(seat)])
        }
        try await room.run(500)
        #expect(room.leaks() == [])
        // As if a protection had been ordered that nobody enforces.
        room.pretend([
            "name": "sight", "seat": 3, "seats": [4], "presence": false, "picture": false,
            "voice": "silent",
        ])
        _ = await room.pages[0].order("mute", ["seat": 4])
        _ = await room.pages[3].order("unmute")
        _ = await room.pages[2].line.ask(["type": "resync"])
        _ = await room.pages[3].line.ask(["type": "resync"])
        try await room.run(500)
        let leaks = room.leaks()
        #expect(leaks.contains("microphone of seat 3 reached seat 4"))
        #expect(leaks.contains("camera of seat 3 reached seat 4"))
        #expect(leaks.contains("the name of seat 3 reached seat 4"))
    }
}

/// Orders at random: mostly ones that could be given, some that are refused.
struct RandomOrders {
    private var generator: SeededGenerator
    var done = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func seat(_ seats: [Int64]) -> Json {
        .integer(seats.randomElement(using: &generator) ?? 3)
    }

    private mutating func listeners() -> Json {
        let count = Int.random(in: 1...4, using: &generator)
        let seats = [3, 4, 5, 6, 7, 8, 9].shuffled(using: &generator).prefix(count)
        return .array(seats.sorted().map { .integer(Int64($0)) })
    }

    mutating func next() -> (giver: Int, name: String, members: [String: Json]) {
        let people: [Int64] = [3, 4, 6, 7, 8]
        switch Int.random(in: 0..<26, using: &generator) {
        case 0...4: return (2, "admit", ["seat": seat(people)])
        case 5: return (1, "sendBack", ["seat": seat(people)])
        case 6, 7: return (1, "callWitness", ["seat": seat([5, 9])])
        case 8: return (1, "recallWitness", ["seat": seat([5, 9]), "reason": "contradiction"])
        case 9: return (1, "releaseWitness", ["seat": seat([5, 9])])
        case 10: return (1, "mute", ["seat": seat([3, 4, 5, 6])])
        case 11: return (1, "lock", ["seat": seat([3, 4, 6])])
        case 12: return (1, "allow", ["seat": seat([3, 4, 5, 6]), "medium": "microphone"])
        case 13: return (Int.random(in: 3...6, using: &generator), "unmute", [:])
        case 14: return (1, "stopVideo", ["seat": seat([3, 4, 5])])
        case 15: return (1, "allow", ["seat": seat([3, 4, 5]), "medium": "camera"])
        case 16: return (1, Bool.random(using: &generator) ? "silence" : "restoreOrder", [:])
        case 17: return (1, "grantFloor", ["seat": seat([3, 4, 6])])
        case 18, 19, 20: return (1, "protect", protection())
        case 21: return (1, "unprotect", ["seat": seat([3, 4, 5]), "seats": listeners()])
        case 22:
            return Bool.random(using: &generator)
                ? (1, "closeToPublic", ["reason": "privacy"]) : (1, "openToPublic", [:])
        case 23: return (2, "watch", ["seat": seat([5, 9])])
        case 24:
            return Bool.random(using: &generator)
                ? (1, "recess", ["reason": "rest"]) : (1, "resume", [:])
        default:
            return [
                (3, "consult", ["seats": [6]]), (6, "acceptInvitation", ["room": 1]),
                (3, "leaveRoom", [:]), (1, "allowConsultation", ["seat": 3]), (1, "resume", [:]),
            ].randomElement(using: &generator) ?? (1, "resume", [:])
        }
    }

    private mutating func protection() -> [String: Json] {
        var members: [String: Json] = [
            "seat": seat([3, 4, 5]), "seats": listeners(),
            "presence": .bool(Int.random(in: 0..<4, using: &generator) > 0),
            "picture": .bool(Bool.random(using: &generator)),
            "voice": .string(["clear", "silent", "masked"].randomElement(using: &generator) ?? ""),
        ]
        if Bool.random(using: &generator) { members["alias"] = "证人甲" }
        return members
    }
}
