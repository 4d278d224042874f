import Evidence
import Hearing
import Testing

@testable import Signaling

@Suite("Client messages (PROTOCOL §2)")
struct ClientMessageTests {
    static let signature = Base64.url.encode([UInt8](repeating: 7, count: 64))
    static let hex32 = String(repeating: "0a", count: 16)

    @Test("a join is read with all its members")
    func join() throws {
        let text =
            #"{"type":"join","id":1,"session":"AAAAAAAAAAAAAAAAAAAAAA","tab":"\#(Self.hex32)","signature":"\#(Self.signature)","later":1}"#
        guard case .join(1, let join) = try ClientMessage(text) else {
            Issue.record("not a join")
            return
        }
        #expect(join.tab == Self.hex32)
        #expect(join.signature.count == 64)
    }

    @Test("an order keeps the exact text that was signed")
    func order() throws {
        let text =
            #"{"type":"order","id":9,"command":"\#(Self.hex32)","version":18,"order":"{ \"seat\":4,\"name\":\"admit\"}","signature":"\#(Self.signature)"}"#
        guard case .order(9, let signed) = try ClientMessage(text) else {
            Issue.record("not an order")
            return
        }
        #expect(signed.text == #"{ "seat":4,"name":"admit"}"#)
        #expect(signed.order == .door(.admit(SeatID(rawValue: 4))))
        #expect(signed.version == 18)
    }

    static let bad: [(String, String, Int64?)] = [
        ("", "message.malformed", nil),
        ("[]", "message.malformed", nil),
        ("{}", "message.malformed", nil),
        (#"{"type":7}"#, "message.malformed", nil),
        (#"{"type":"fly","id":3}"#, "message.unknownType", 3),
        (#"{"type":"resync"}"#, "message.malformed", nil),
        (#"{"type":"resync","id":1.5}"#, "message.malformed", nil),
        (#"{"type":"resync","id":-1}"#, "message.malformed", nil),
        (#"{"type":"leave","id":1,"id":2}"#, "message.malformed", nil),
        (
            #"{"type":"join","id":4,"session":"x","tab":"y","signature":"z"}"#, "message.malformed",
            4
        ),
        (#"{"type":"devices","microphone":"on","camera":"broken"}"#, "message.malformed", nil),
        (
            #"{"type":"order","id":5,"command":"\#(hex32)","version":1,"order":"{\"name\":\"dance\"}","signature":"\#(signature)"}"#,
            "order.unknown", 5
        ),
        (
            #"{"type":"order","id":6,"command":"\#(hex32)","version":1,"order":"{\"name\":\"admit\",\"seat\":0}","signature":"\#(signature)"}"#,
            "order.malformed", 6
        ),
        (
            #"{"type":"order","id":6,"command":"\#(hex32)","version":1,"order":"nonsense","signature":"\#(signature)"}"#,
            "order.malformed", 6
        ),
    ]

    @Test("what cannot be understood is refused with its code and id", arguments: bad)
    func refused(text: String, code: String, reply: Int64?) {
        let error = #expect(throws: MessageError.self) { try ClientMessage(text) }
        #expect(error?.code == code)
        #expect(error?.reply == reply)
        #expect(error?.detail.isEmpty == false)
    }

    @Test("only an offer may be larger than 16 KiB")
    func sizes() throws {
        let filler = String(repeating: "x", count: 20_000)
        let error = #expect(throws: MessageError.self) {
            try ClientMessage(#"{"type":"resync","id":1,"x":"\#(filler)"}"#)
        }
        #expect(error?.code == "message.tooLarge")
        #expect(
            try ClientMessage(#"{"type":"offer","id":1,"sdp":"\#(filler)"}"#)
                == .offer(id: 1, sdp: filler))
    }
}

@Suite("Server messages (PROTOCOL §2–6)")
struct ServerMessageTests {
    @Test("a refusal repeats the request's id only when there was one")
    func refusal() throws {
        let error = MessageError(
            code: "order.stale", detail: "d", reply: 7, parameters: ["seat": 3])
        let json = try Json.parse(ServerMessage(error).text)
        #expect(json["reply"]?.integer == 7)
        #expect(json["params"]?["seat"]?.integer == 3)
        let none = try Json.parse(ServerMessage(MessageError(code: "c", detail: "d")).text)
        #expect(none["reply"] == nil)
    }
}
