#define _GNU_SOURCE
#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/ec.h>
#include <openssl/x509.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// How long an answer to a check is awaited before the next, and how often.
#define CHECK_WAIT_MS 200
#define CHECKS_MAX 20
// RFC 7714 §12.1: a key of 16 bytes and a salt of 12 for each direction.
#define KEY_BYTES 16
#define SALT_BYTES 12
// Peers that are kept, and how often each.
#define PEERS_MAX 16384
#define CONSENT_NS 5000000000u

static SSL_CTX *context;
static X509 *certificate;
static pthread_once_t once = PTHREAD_ONCE_INIT;

uint64_t clock_ns(int clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// One self-signed certificate for all peers: what the server checks is its fingerprint.
static void prepare(void) {
    srtp_init();
    EVP_PKEY *key = EVP_EC_gen("P-256");
    certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 30 * 24 * 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"peer", -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    context = SSL_CTX_new(DTLS_client_method());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_tlsext_use_srtp(context, "SRTP_AEAD_AES_128_GCM");
    SSL_CTX_set_options(context, SSL_OP_NO_QUERY_MTU);
    EVP_PKEY_free(key);
}

int peer_fingerprint(uint8_t *digest) {
    pthread_once(&once, prepare);
    unsigned int count = 32;
    return X509_digest(certificate, EVP_sha256(), digest, &count) == 1 && count == 32 ? 0 : -1;
}

peer *peer_new(uint16_t port, const char *username, const char *password, uint32_t ssrc) {
    pthread_once(&once, prepare);
    if (strlen(username) > 64) return NULL;
    peer *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->ssrc = ssrc;
    made->sequence = 1000;
    made->socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int on = 1;
    if (made->socket < 0
        || setsockopt(made->socket, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0
        || connect(made->socket, (struct sockaddr *)&server, sizeof server) != 0) {
        if (made->socket >= 0) close(made->socket);
        free(made);
        return NULL;
    }
    peer_build_check(made, username, password);
    return made;
}

int peer_check(peer *peer) {
    return send(peer->socket, peer->check, peer->check_count, 0) < 0 ? -1 : 0;
}

// Waits for a STUN success response (its first two bytes).
static int await_answer(peer *peer) {
    struct pollfd wait = {.fd = peer->socket, .events = POLLIN};
    uint8_t answer[1500];
    while (poll(&wait, 1, CHECK_WAIT_MS) > 0) {
        ssize_t count = recv(peer->socket, answer, sizeof answer, 0);
        if (count >= 20 && answer[0] == 0x01 && answer[1] == 0x01) return 0;
    }
    return -1;
}

static int shake_hands(peer *peer) {
    peer->ssl = SSL_new(context);
    BIO *bio = BIO_new_dgram(peer->socket, BIO_NOCLOSE);
    if (!peer->ssl || !bio) return -1;
    struct sockaddr_in server;
    socklen_t size = sizeof server;
    getpeername(peer->socket, (struct sockaddr *)&server, &size);
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &server);
    struct timeval patience = {.tv_sec = 5};
    BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &patience);
    SSL_set_bio(peer->ssl, bio, bio);
    DTLS_set_link_mtu(peer->ssl, 1200);
    return SSL_connect(peer->ssl) == 1 ? 0 : -1;
}

// Keys and salts in the order of RFC 5764 §4.2: client's key, server's key, client's salt, server's salt.
static int make_sessions(peer *peer) {
    uint8_t material[2 * (KEY_BYTES + SALT_BYTES)];
    if (SSL_export_keying_material(
            peer->ssl, material, sizeof material, "EXTRACTOR-dtls_srtp", 19, NULL, 0, 0) != 1)
        return -1;
    for (int side = 0; side < 2; side++) {
        uint8_t key[KEY_BYTES + SALT_BYTES];
        memcpy(key, material + side * KEY_BYTES, KEY_BYTES);
        memcpy(key + KEY_BYTES, material + 2 * KEY_BYTES + side * SALT_BYTES, SALT_BYTES);
        srtp_policy_t policy = {0};
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
        policy.ssrc.type = side == 0 ? ssrc_any_outbound : ssrc_any_inbound;
        policy.key = key;
        policy.window_size = 1024;
        if (srtp_create(side == 0 ? &peer->sending : &peer->receiving, &policy) != srtp_err_status_ok)
            return -1;
    }
    return 0;
}

int peer_connect(peer *peer) {
    int checks = 0;
    do {
        if (checks++ == CHECKS_MAX || peer_check(peer) != 0) return 1;
    } while (await_answer(peer) != 0);
    if (shake_hands(peer) != 0) return 2;
    return make_sessions(peer) == 0 ? 0 : 3;
}

// The peers whose consent is renewed, and the thread that does it.
static struct {
    pthread_mutex_t lock;
    peer *peers[PEERS_MAX];
    size_t count;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static peer *kept_peer(size_t *index, size_t *count) {
    pthread_mutex_lock(&kept.lock);
    *count = kept.count;
    if (*index >= kept.count) *index = 0;
    peer *peer = kept.peers[(*index)++];
    pthread_mutex_unlock(&kept.lock);
    return peer;
}

static void *keep(void *argument) {
    (void)argument;
    uint8_t waste[1500];
    uint64_t next = clock_ns(CLOCK_MONOTONIC);
    for (size_t index = 0, count;;) {
        peer *peer = kept_peer(&index, &count);
        if (!peer->is_streaming)
            while (recv(peer->socket, waste, sizeof waste, MSG_DONTWAIT) > 0) {}
        peer_check(peer);
        next += CONSENT_NS / count;
        sleep_until(next);
    }
    return NULL;
}

int peer_keep(peer *peer) {
    pthread_mutex_lock(&kept.lock);
    int is_full = kept.count == PEERS_MAX, is_first = kept.count == 0;
    if (!is_full) kept.peers[kept.count++] = peer;
    pthread_mutex_unlock(&kept.lock);
    if (is_full) return -1;
    pthread_t thread;
    if (!is_first) return 0;
    if (pthread_create(&thread, NULL, keep, NULL) != 0) return -1;
    pthread_setname_np(thread, "peers-keep");
    return pthread_detach(thread);
}
