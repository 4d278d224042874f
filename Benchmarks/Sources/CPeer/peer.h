// What the files of CPeer share.
#pragma once
#include <openssl/ssl.h>
#include <srtp2/srtp.h>

#include "CPeer.h"

#define CHECK_MAX 160

struct peer {
    int socket;
    // The check, built once: the same bytes are a valid check every time, since the server keeps no transactions.
    uint8_t check[CHECK_MAX];
    size_t check_count;
    SSL *ssl;
    srtp_t sending;
    srtp_t receiving;
    uint32_t ssrc;
    uint16_t sequence;
    uint32_t timestamp;
    // Whether `stream_run` reads the socket; else what comes is thrown away by the thread that checks.
    int is_streaming;
};

// Builds the check of a peer.
void peer_build_check(peer *peer, const char *username, const char *password);

// Monotonic and civil time in nanoseconds.
uint64_t clock_ns(int clock);
