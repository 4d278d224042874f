import COpenSSL

/// Makes self-signed certificates with OpenSSL.
enum CertificateMaker {
    /// Certificate and key in PEM.
    struct Made {
        var certificate: [UInt8]
        var key: [UInt8]
    }

    /// Clocks of clients may be behind: the certificate is valid from an hour ago.
    private static let backdatedSeconds = 3600

    /// A new P-256 key with a certificate for `names`, signed by itself; nil if OpenSSL fails.
    static func make(for names: [SubjectName], lifetimeSeconds: Int) -> Made? {
        guard let key = unsafe makeKey() else { return nil }
        defer { unsafe EVP_PKEY_free(key) }
        guard let certificate = unsafe X509_new() else { return nil }
        defer { unsafe X509_free(certificate) }
        guard unsafe fill(certificate, key: key, names: names, lifetimeSeconds: lifetimeSeconds),
            unsafe X509_sign(certificate, key, EVP_sha256()) > 0,
            let certificateText = unsafe pem({ unsafe PEM_write_bio_X509($0, certificate) }),
            let keyText = unsafe pem({
                unsafe PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil)
            })
        else { return nil }
        return Made(certificate: certificateText, key: keyText)
    }

    private static func makeKey() -> OpaquePointer? {
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_group_name(context, "P-256") == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1
        else { return nil }
        return unsafe key
    }

    private static func fill(
        _ certificate: OpaquePointer, key: OpaquePointer, names: [SubjectName], lifetimeSeconds: Int
    ) -> Bool {
        var serial = [UInt8](repeating: 0, count: 16)
        guard unsafe RAND_bytes(&serial, 16) == 1 else { return false }
        // RFC 5280 §4.1.2.2: positive, not zero.
        serial[0] = serial[0] & 0x7f | 0x40
        guard let number = unsafe BN_bin2bn(serial, 16, nil) else { return false }
        defer { unsafe BN_free(number) }
        let subject = unsafe X509_get_subject_name(certificate)
        return unsafe X509_set_version(certificate, 2) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
            && X509_gmtime_adj(X509_getm_notBefore(certificate), -backdatedSeconds) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), lifetimeSeconds) != nil
            && X509_set_pubkey(certificate, key) == 1
            && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, "Yunting", -1, -1, 0) == 1
            && X509_set_issuer_name(certificate, subject) == 1
            && addExtensions(certificate, names: names)
    }

    private static func addExtensions(_ certificate: OpaquePointer, names: [SubjectName]) -> Bool {
        let subjects = names.map(\.extensionText).joined(separator: ",")
        return unsafe add(NID_basic_constraints, "critical,CA:FALSE", to: certificate)
            && add(NID_key_usage, "critical,digitalSignature", to: certificate)
            && add(NID_ext_key_usage, "serverAuth", to: certificate)
            && add(NID_subject_alt_name, subjects, to: certificate)
    }

    private static func add(_ kind: Int32, _ value: String, to certificate: OpaquePointer) -> Bool {
        guard let part = unsafe X509V3_EXT_conf_nid(nil, nil, kind, value) else { return false }
        defer { unsafe X509_EXTENSION_free(part) }
        return unsafe X509_add_ext(certificate, part, -1) == 1
    }

    /// What `write` puts into a memory BIO.
    private static func pem(_ write: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let bio = unsafe BIO_new(BIO_s_mem()) else { return nil }
        defer { unsafe BIO_free(bio) }
        guard unsafe write(bio) == 1 else { return nil }
        var text = [UInt8](repeating: 0, count: 16 << 10)
        let length = unsafe BIO_read(bio, &text, Int32(text.count))
        return length > 0 && length < text.count ? Array(text[..<Int(length)]) : nil
    }
}
