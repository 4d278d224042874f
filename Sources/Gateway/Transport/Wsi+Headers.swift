import CWebSockets
import HTTPTypes

/// Reading a request's head; only in the callbacks that begin a request.
extension Wsi {
    /// Fields that libwebsockets keeps under their names because it does not know them, of the ones
    /// that somebody here reads.
    ///
    /// It offers no way to list them.
    private static let otherFields = ["sec-fetch-site", "idempotency-key", "traceparent"]

    /// The head as it was read.
    ///
    /// `bytesMax` bounds a field's value.
    func rawHead(bytesMax: Int) -> RequestHead.Raw? {
        guard let (method, path) = methodAndPath() else { return nil }
        var raw = RequestHead.Raw(method: method, path: path)
        raw.query = fragments(of: WSI_TOKEN_HTTP_URI_ARGS, bytesMax: bytesMax)
        raw.version = fragments(of: WSI_TOKEN_HTTP, bytesMax: bytesMax).first ?? []
        for (token, name) in Self.knownFields {
            for value in fragments(of: token, bytesMax: bytesMax) {
                raw.fields.append((name, value))
            }
        }
        for name in Self.otherFields {
            if let value = otherField(name) { raw.fields.append((name, value)) }
        }
        return raw
    }

    /// The value of `Upgrade`, lower case.
    var upgrade: String {
        let value = fragments(of: WSI_TOKEN_UPGRADE, bytesMax: 64).first ?? []
        return String(decoding: value, as: UTF8.self).lowercased()
    }

    private func methodAndPath() -> (HTTPRequest.Method, [UInt8])? {
        var start: UnsafeMutablePointer<CChar>?
        var length: Int32 = 0
        let number = unsafe lws_http_get_uri_and_method(handle, &start, &length)
        guard let method = Self.methods[number], let start = unsafe start, length > 0 else {
            return nil
        }
        let text = unsafe UnsafeBufferPointer(start: start, count: Int(length))
        return unsafe (method, text.map(UInt8.init(bitPattern:)))
    }

    /// All values of a field, in order.
    private func fragments(of token: lws_token_indexes, bytesMax: Int) -> [[UInt8]] {
        guard unsafe lws_hdr_total_length(handle, token) > 0 else { return [] }
        var values: [[UInt8]] = []
        var buffer = [CChar](repeating: 0, count: bytesMax + 1)
        while values.count < 64 {
            let index = Int32(values.count)
            let length = unsafe lws_hdr_copy_fragment(
                handle, &buffer, Int32(buffer.count), token, index)
            guard length >= 0 else { break }
            values.append(buffer[..<Int(length)].map(UInt8.init(bitPattern:)))
        }
        return values
    }

    /// The value of a field that libwebsockets does not know; its names end with the colon.
    private func otherField(_ name: String) -> [UInt8]? {
        let key = name + ":"
        let keyLength = Int32(key.utf8.count)
        let length = unsafe lws_hdr_custom_length(handle, key, keyLength)
        guard length >= 0 else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(length) + 1)
        let copied = unsafe lws_hdr_custom_copy(handle, &buffer, length + 1, key, keyLength)
        return copied == length ? buffer[..<Int(length)].map(UInt8.init(bitPattern:)) : nil
    }

    private static let methods: [Int32: HTTPRequest.Method] = [
        Int32(LWSHUMETH_GET): .get, Int32(LWSHUMETH_POST): .post,
        Int32(LWSHUMETH_OPTIONS): .options, Int32(LWSHUMETH_PUT): .put,
        Int32(LWSHUMETH_PATCH): .patch, Int32(LWSHUMETH_DELETE): .delete,
        Int32(LWSHUMETH_HEAD): .head,
    ]

    /// Tokens of libwebsockets that are header fields, with their names.
    private static let knownFields: [(lws_token_indexes, String)] = {
        (0..<WSI_TOKEN_COUNT.rawValue).compactMap { index in
            let token = lws_token_indexes(rawValue: index)
            guard let text = unsafe lws_token_to_string(token) else { return nil }
            let name = unsafe String(cString: text)
            // Methods and pseudo-headers have no colon at their end, or one at the beginning.
            guard name.hasSuffix(":"), !name.hasPrefix(":"), name.utf8.count > 1 else { return nil }
            return (token, String(name.dropLast()))
        }
    }()
}
