import COpenSSL

extension TLSIdentity {
    /// True if the certificate is still valid that many seconds from now.
    func isInForce(forSeconds seconds: Int) -> Bool {
        let limit = unsafe X509_time_adj_ex(nil, 0, seconds, nil)
        defer { unsafe ASN1_TIME_free(limit) }
        return unsafe withLeaf { unsafe ASN1_TIME_compare(X509_get0_notAfter($0), limit) > 0 }
    }

    /// True if the certificate names `name`.
    func covers(_ name: SubjectName) -> Bool {
        unsafe withLeaf { leaf in
            switch name {
            case .dns(let host):
                unsafe checkHost(leaf, host)
            case .address(let bytes, _):
                unsafe X509_check_ip(leaf, bytes, bytes.count, 0) == 1
            }
        }
    }
}

/// A wildcard covers any one label.
private func checkHost(_ leaf: OpaquePointer, _ host: String) -> Bool {
    let example = host.hasPrefix("*.") ? "any" + host.dropFirst() : host
    return unsafe X509_check_host(leaf, example, example.utf8.count, 0, nil) == 1
}
