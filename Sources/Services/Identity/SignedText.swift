/// The texts that seat keys sign (PROTOCOL §2 and §5).
enum SignedText {
    /// What proves at `join` that the page has the key.
    static func join(nonce: String, session: String, tab: String) -> String {
        "yunting.join.v1\n\(nonce)\n\(session)\n\(tab)\n"
    }

    /// What an order's signature covers.
    static func order(
        hearing: String, seat: UInt16, command: String, version: Int64, order: String
    ) -> String {
        "yunting.order.v1\n\(hearing)\n\(seat)\n\(command)\n\(version)\n\(order)\n"
    }
}
