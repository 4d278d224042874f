#include "CPeer.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

struct seat_key {
    EVP_PKEY *pair;
};

seat_key *seat_key_new(uint8_t *x, uint8_t *y) {
    EVP_PKEY *pair = EVP_EC_gen("P-256");
    if (!pair) return NULL;
    // A SubjectPublicKeyInfo ends with the coordinates of the uncompressed point (RFC 5480 §2.2).
    unsigned char *encoded = NULL;
    int count = i2d_PUBKEY(pair, &encoded);
    if (count < 64) return NULL;
    memcpy(x, encoded + count - 64, 32);
    memcpy(y, encoded + count - 32, 32);
    OPENSSL_free(encoded);
    seat_key *key = malloc(sizeof *key);
    if (key) key->pair = pair;
    return key;
}

int seat_key_sign(const seat_key *key, const uint8_t *text, size_t count, uint8_t *signature) {
    uint8_t der[80];
    size_t size = sizeof der;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->pair) == 1
        && EVP_DigestSign(context, der, &size, text, count) == 1;
    EVP_MD_CTX_free(context);
    if (!done) return -1;
    const unsigned char *cursor = der;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &cursor, (long)size);
    if (!pair) return -1;
    done = BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, 32) == 32
        && BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + 32, 32) == 32;
    ECDSA_SIG_free(pair);
    return done ? 0 : -1;
}
