// The OpenSSL 3 interfaces that Yunting uses. Only macros, which Swift does not import, get a function here.
#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/srtp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// DTLS: what OpenSSL offers as macros only (Media/Dtls).

/// Our own limit of the datagram size, no session tickets, no session cache, no renegotiation, and the
/// server's order of cipher suites.
static inline void yunting_SSL_CTX_set_dtls_options(SSL_CTX *context) {
    SSL_CTX_set_options(
        context, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

/// Both version bounds at DTLS 1.2; 1 on success.
static inline int yunting_SSL_CTX_allow_only_dtls_1_2(SSL_CTX *context) {
    return SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1
        && SSL_CTX_set_max_proto_version(context, DTLS1_2_VERSION) == 1;
}

/// The key exchange groups by name, in order of preference; 1 on success.
static inline int yunting_SSL_CTX_set1_groups_list(SSL_CTX *context, const char *groups) {
    return (int)SSL_CTX_set1_groups_list(context, (char *)(unsigned long)groups);
}

/// Bytes of certificates that a peer may send.
static inline void yunting_SSL_CTX_set_max_cert_list(SSL_CTX *context, long bytes) {
    SSL_CTX_set_max_cert_list(context, bytes);
}

/// The largest datagram that the connection writes.
static inline void yunting_SSL_set_mtu(SSL *connection, long bytes) {
    SSL_set_mtu(connection, bytes);
}
