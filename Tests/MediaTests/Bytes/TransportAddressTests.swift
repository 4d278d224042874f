import Testing

@testable import Media

@Suite("Transport address")
struct TransportAddressTests {
    @Test(
        "Text is read and written in its canonical form (RFC 5952)",
        arguments: [
            ("127.0.0.1:5004", "127.0.0.1:5004"),
            ("0.0.0.0:0", "0.0.0.0:0"),
            ("255.255.255.255:65535", "255.255.255.255:65535"),
            ("[::1]:1", "[::1]:1"),
            ("[::]:1", "[::]:1"),
            ("[2001:DB8:0:0:0:0:0:1]:9", "[2001:db8::1]:9"),
            ("[2001:db8:0:1:1:1:1:1]:9", "[2001:db8:0:1:1:1:1:1]:9"),
            ("[2001:0:0:1:0:0:0:1]:9", "[2001:0:0:1::1]:9"),
            ("[2001:db8:0:0:1:0:0:1]:9", "[2001:db8::1:0:0:1]:9"),
            ("[1:2:3:4:5:6:7::]:9", "[1:2:3:4:5:6:7:0]:9"),
            ("[64:ff9b::192.0.2.33]:9", "[64:ff9b::c000:221]:9"),
            ("[::ffff:192.0.2.1]:9", "192.0.2.1:9"),
        ])
    func text(input: String, canonical: String) throws {
        let address = try #require(TransportAddress(input))
        #expect(address.description == canonical)
        #expect(TransportAddress(canonical) == address)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", ":", "1.2.3.4", "1.2.3.4:", "1.2.3:4", "1.2.3.4.5:6", "256.0.0.1:1", "01.2.3.4:1",
            "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", "1.2.3.4:1 ", "example.org:80", "::1:80",
            "[::1]", "[1.2.3.4]:80", "[:::]:1", "[1::2::3]:1", "[1:2:3:4:5:6:7]:1",
            "[1:2:3:4:5:6:7:8:9]:1", "[1:2:3:4:5:6:7:8::]:1", "[12345::]:1", "[+1::]:1", "[g::]:1",
            "[1.2.3.4::]:1", "[:1]:1", "[1:]:1", "[]:1", "[", "]:1",
        ])
    func refused(input: String) {
        #expect(TransportAddress(input) == nil)
    }

    @Test("A mapped IPv4 address is the IPv4 address")
    func mapped() {
        let mapped = TransportAddress(ipv6High: 0, low: 0xFFFF_7F00_0001, port: 4)
        #expect(mapped == TransportAddress(ipv4: 0x7F00_0001, port: 4))
        #expect(mapped.isLoopback)
        #expect(mapped.ipv4 == 0x7F00_0001)
        #expect(TransportAddress(ipv6High: 0, low: 1, port: 4).isLoopback)
        #expect(!TransportAddress(ipv6High: 0, low: 2, port: 4).isLoopback)
    }

    @Test("Fingerprints are read in either case and written in upper case")
    func fingerprint() throws {
        let text = (0..<32).map { $0 % 2 == 0 ? "0A" : "FF" }.joined(separator: ":")
        let fingerprint = try #require(Fingerprint(text.lowercased()))
        #expect(fingerprint.description == text)
        #expect(fingerprint.bytes.count == 32)
        #expect(Fingerprint(String(text.dropLast())) == nil)
        #expect(Fingerprint(text + ":00") == nil)
        #expect(Fingerprint(text.replacing("FF", with: "+F")) == nil)
        #expect(Fingerprint(bytes: [1, 2, 3]) == nil)
    }
}
