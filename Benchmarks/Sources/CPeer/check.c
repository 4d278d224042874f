// A connectivity check: a STUN binding request (RFC 8489) with the attributes of RFC 8445 §7.1.
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <string.h>

#include "peer.h"

enum {
    BINDING_REQUEST = 0x0001,
    USERNAME = 0x0006,
    MESSAGE_INTEGRITY = 0x0008,
    PRIORITY = 0x0024,
    USE_CANDIDATE = 0x0025,
    FINGERPRINT = 0x8028,
    ICE_CONTROLLING = 0x802A,
};

static void put16(uint8_t *at, uint16_t value) {
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value) {
    put16(at, (uint16_t)(value >> 16));
    put16(at + 2, (uint16_t)value);
}

// Appends an attribute, padded to four bytes (RFC 8489 §14).
static void append(peer *peer, uint16_t type, const void *value, size_t count) {
    uint8_t *at = peer->check + peer->check_count;
    put16(at, type);
    put16(at + 2, (uint16_t)count);
    memset(at + 4, 0, (count + 3) / 4 * 4);
    if (count > 0) memcpy(at + 4, value, count);
    peer->check_count += 4 + (count + 3) / 4 * 4;
}

// The header's length: everything after the first 20 bytes, with `more` that are still to come.
static void set_length(peer *peer, size_t more) {
    put16(peer->check + 2, (uint16_t)(peer->check_count - 20 + more));
}

// CRC-32 of ITU V.42, bit by bit: made once per peer.
static uint32_t crc32_of(const uint8_t *bytes, size_t count) {
    uint32_t crc = 0xFFFFFFFF;
    for (size_t index = 0; index < count; index++) {
        crc ^= bytes[index];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xEDB88320 & -(crc & 1));
    }
    return ~crc;
}

void peer_build_check(peer *peer, const char *username, const char *password) {
    uint8_t word[8];
    memset(peer->check, 0, sizeof peer->check);
    put16(peer->check, BINDING_REQUEST);
    put32(peer->check + 4, 0x2112A442);
    RAND_bytes(peer->check + 8, 12);
    peer->check_count = 20;
    append(peer, USERNAME, username, strlen(username));
    put32(word, 0x6E7F00FF);
    append(peer, PRIORITY, word, 4);
    RAND_bytes(word, 8);
    append(peer, ICE_CONTROLLING, word, 8);
    append(peer, USE_CANDIDATE, NULL, 0);
    // The integrity covers a header whose length ends behind it (RFC 8489 §14.5).
    set_length(peer, 24);
    uint8_t code[20];
    HMAC(EVP_sha1(), password, (int)strlen(password), peer->check, peer->check_count, code, NULL);
    append(peer, MESSAGE_INTEGRITY, code, sizeof code);
    set_length(peer, 8);
    put32(word, crc32_of(peer->check, peer->check_count) ^ 0x5354554E);
    append(peer, FINGERPRINT, word, 4);
}
