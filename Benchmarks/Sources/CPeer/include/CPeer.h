// The far end of a media transport as a browser would be, for load: ICE checks, a DTLS client and SRTP
// from OpenSSL and libsrtp2, independent of Yunting's own media plane. And a seat's P-256 key.
#pragma once
#include <stddef.h>
#include <stdint.h>

// ---- A seat's key (ECDSA on P-256 with SHA-256) ----

typedef struct seat_key seat_key;

// Makes a key pair; `x` and `y` get 32 bytes each.
seat_key *seat_key_new(uint8_t *x, uint8_t *y);
// Signs: r and s, 64 bytes. 0 on success.
int seat_key_sign(const seat_key *key, const uint8_t *text, size_t count, uint8_t *signature);

// ---- A peer ----

typedef struct peer peer;

// The SHA-256 fingerprint of the certificate that all peers of this process use: 32 bytes.
int peer_fingerprint(uint8_t *digest);

// A peer with a socket of its own on 127.0.0.1, towards the server's port there. `username` is
// "<server's ufrag>:<own ufrag>", `password` the server's. NULL with errno on failure.
peer *peer_new(uint16_t port, const char *username, const char *password, uint32_t ssrc);

// Sends one connectivity check (RFC 8445 §7.2.2). 0 on success.
int peer_check(peer *peer);

// Checks, waits for the answer, and does the DTLS handshake. 0 on success, else a step's number.
int peer_connect(peer *peer);

// Renews the peer's consent (RFC 7675) from now on, every 5 s like browsers, as long as the process lives; one
// thread does so for all peers. 0 on success.
int peer_keep(peer *peer);

// ---- A stream of sound over connected peers ----

// What came of a stream.
typedef struct {
    uint64_t sent;
    uint64_t received;
    // Packets that could not be decrypted or parsed.
    uint64_t broken;
    // The worst delay of the sending thread against its own plan, in nanoseconds.
    uint64_t lag_max_ns;
    // Processor time of the thread, in nanoseconds.
    uint64_t cpu_ns;
} stream_result;

// Sends `packets` Opus-like RTP packets from each sender, one every `interval_us`, the senders spread evenly over
// the interval, and takes what comes at all `peers` (senders are the first `senders` of them). For each packet
// that came, the nanoseconds from just before its encryption at the sender until the kernel had it in the
// receiver's socket are written to `latencies` (at most `latencies_max`). Returns when all is sent and 200 ms
// have passed.
stream_result stream_run(
    peer *const *peers, size_t count, size_t senders, uint32_t packets, uint32_t interval_us,
    uint32_t *latencies, size_t latencies_max);

// ---- The machine ----

// Sleeps until a time of the monotonic clock, in nanoseconds; gives the time at which it woke.
uint64_t sleep_until(uint64_t monotonic_ns);

// Processor time of the calling thread and of the whole process, in nanoseconds.
uint64_t thread_cpu_ns(void);
uint64_t process_cpu_ns(void);

// What the machine itself does while something else is measured: a thread that sleeps and syncs.
typedef struct yardstick yardstick;

// Begins: every 10 ms one sleep of 1 ms and one fdatasync of 4 KiB to the file.
yardstick *yardstick_begin(const char *file);
// Ends it; gives the number of samples: how much too long each sleep took, and how long each sync, in nanoseconds.
size_t yardstick_end(yardstick *yardstick, uint32_t *sleeps, uint32_t *syncs, size_t max);
