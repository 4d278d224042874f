import HTTPTypes
import Testing

@testable import Gateway

@Suite("Heads, dates, buckets and tables")
struct PureParts {
    private let start = ContinuousClock.now

    @Test("the date of RFC 9110 and dates at the borders of months and leap years")
    func date() {
        #expect(HTTPDate.text(unixSeconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(unixSeconds: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(unixSeconds: 951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(HTTPDate.text(unixSeconds: 951_868_799) == "Tue, 29 Feb 2000 23:59:59 GMT")
        #expect(HTTPDate.text(unixSeconds: 4_107_542_399) == "Sun, 28 Feb 2100 23:59:59 GMT")
        #expect(HTTPDate.text(unixSeconds: 4_107_542_400) == "Mon, 01 Mar 2100 00:00:00 GMT")
    }

    @Test("a bucket gives its burst, then its rate, and says how long to wait")
    func bucket() {
        var bucket = TokenBucket(rate: .init(perSecond: 2, burst: 3), now: start)
        // The last one: time that runs backwards gives nothing.
        let moments: [Int] = [0, 0, 0, 0, 400, 600, 600, 0]
        let taken = moments.map { bucket.take(now: start + .milliseconds($0)) }
        #expect(taken == [true, true, true, false, false, true, false, false])
        #expect(bucket.secondsUntilToken == 1)
        let full = [1, 9].map { bucket.isFull(now: start + .seconds($0)) }
        #expect(full == [false, true])
    }

    @Test("the table of addresses counts by network and stays bounded")
    func table() throws {
        var limits = GatewayLimits()
        limits.connectionsMax = 512
        limits.connectionsPerAddressMax = 1
        var table = AddressTable(limits: limits)
        let one = try #require(
            RemoteAddress(bytes: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], port: 1))
        let two = try #require(
            RemoteAddress(bytes: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 2], port: 2))
        #expect(one.network == two.network)
        let first = [table.open(one, now: start), table.open(two, now: start)]
        #expect(first == [true, false])
        table.close(one)
        let second = table.open(two, now: start)
        #expect(second)
        for number in 0..<5000 {
            let bytes = [10, 0, UInt8(number >> 8), UInt8(number & 255)]
            let address = try #require(RemoteAddress(bytes: bytes, port: 1))
            _ = table.request(of: address, now: start + .seconds(number))
        }
        #expect(table.count <= 1024)
    }

    @Test("addresses are written as RFC 5952 says, mapped ones as IPv4")
    func addresses() throws {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7]
        let address = try #require(RemoteAddress(bytes: mapped, port: 443))
        #expect(address.description == "192.0.2.7")
        #expect(!address.isLoopback)
        #expect(address.network == "192.0.2.7")
        let loopback = [UInt8](repeating: 0, count: 15) + [1]
        #expect(RemoteAddress(bytes: loopback, port: 1)?.description == "::1")
        #expect(RemoteAddress(bytes: loopback, port: 1)?.isLoopback == true)
        #expect(RemoteAddress(bytes: [1, 2, 3], port: 1) == nil)
    }

    @Test("a head is put together canonically")
    func head() throws {
        var raw = RequestHead.Raw(method: .get, path: Array("/a b/\u{1}%".utf8))
        raw.query = [Array("x=1".utf8), Array("y=a&b\r\n".utf8)]
        raw.fields = [
            ("host", Array("h:1".utf8)), ("accept", Array("  a ".utf8)),
            ("accept", Array("b".utf8)),
        ]
        let head = try RequestHead(raw)
        #expect(head.request.path == "/a%20b/%01%25?x=1&y=a%26b%0D%0A")
        #expect(head.request.authority == "h:1")
        #expect(head.request.headerFields[values: .accept] == ["a", "b"])
        #expect(head.keepsAlive)
    }

    @Test("a response head holds no foreign line")
    func responseHead() throws {
        let response = HTTPResponse(
            status: .init(code: 200, reasonPhrase: "fine"),
            headerFields: [.connection: "upgrade", .contentLength: "3", .location: "/x"])
        let head = try ResponseHead(response, to: nil, closing: true, date: "D")
        let text = String(decoding: head.bytes, as: UTF8.self)
        #expect(
            text
                == "HTTP/1.1 200 fine\r\nDate: D\r\nContent-Length: 3\r\nLocation: /x\r\nConnection: close\r\n\r\n"
        )
        #expect(head.framing == .length(3))
        #expect(throws: ResponseHead.Invalid.self) {
            var broken = response
            broken.headerFields[.contentLength] = "three"
            _ = try ResponseHead(broken, to: nil, closing: true, date: "D")
        }
    }

    @Test("close codes that must not be sent become 1011")
    func closeCodes() {
        for code: UInt16 in [0, 999, 1004, 1005, 1006, 1012, 1015, 2999, 5000, 65_535] {
            #expect(WebSocketCloseCode(rawValue: code).sendable == 1011)
        }
        for code: UInt16 in [1000, 1001, 1009, 3000, 4008, 4999] {
            #expect(WebSocketCloseCode(rawValue: code).sendable == code)
        }
    }

    @Test("endless empty fragments cost as much as messages")
    func emptyFragments() throws {
        var assembler = MessageAssembler(rate: .init(perSecond: 1, burst: 5), now: start)
        for _ in 0..<5 {
            let message = try assembler.take(.init(isLast: false, bytes: []), limit: 10, now: start)
            #expect(message == nil)
        }
        #expect(throws: MessageAssembler.Fault.rate) {
            try assembler.take(.init(isLast: false, bytes: []), limit: 10, now: start)
        }
    }
}
