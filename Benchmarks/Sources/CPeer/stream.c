// A stream of sound: one thread sends by plan and takes what comes; the kernel stamps each arrival, so that the
// thread's own delays are not measured as the relay's.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "peer.h"

// Opus at 48 kHz, 20 ms a packet; a TOC byte for one 20 ms frame (RFC 6716 §3.1), then our stamp.
#define PAYLOAD_TYPE 111
#define OPUS_TOC 0xF8
#define TICKS 960
#define HEADER_BYTES 12
#define PAYLOAD_BYTES 80
#define STAMP_AT (HEADER_BYTES + 1)
#define AFTERWARDS_NS 200000000u

static int send_one(peer *peer) {
    uint8_t packet[HEADER_BYTES + PAYLOAD_BYTES + SRTP_MAX_TRAILER_LEN] = {0x80, PAYLOAD_TYPE};
    uint16_t sequence = htons(peer->sequence++);
    uint32_t timestamp = htonl(peer->timestamp += TICKS), ssrc = htonl(peer->ssrc);
    memcpy(packet + 2, &sequence, 2);
    memcpy(packet + 4, &timestamp, 4);
    memcpy(packet + 8, &ssrc, 4);
    packet[HEADER_BYTES] = OPUS_TOC;
    uint64_t stamp = clock_ns(CLOCK_REALTIME);
    memcpy(packet + STAMP_AT, &stamp, 8);
    int count = HEADER_BYTES + PAYLOAD_BYTES;
    if (srtp_protect(peer->sending, packet, &count) != srtp_err_status_ok) return -1;
    return send(peer->socket, packet, (size_t)count, 0) == count ? 0 : -1;
}

// The stamp in a packet; 0 when it is no sound of ours.
static uint64_t stamp_of(peer *peer, uint8_t *packet, int count) {
    if (srtp_unprotect(peer->receiving, packet, &count) != srtp_err_status_ok) return 0;
    int start = HEADER_BYTES + (packet[0] & 0x0F) * 4;
    if (packet[0] & 0x10) {
        if (count < start + 4) return 0;
        start += 4 + (packet[start + 2] << 8 | packet[start + 3]) * 4;
    }
    if (count < start + 9 || packet[start] != OPUS_TOC) return 0;
    uint64_t stamp;
    memcpy(&stamp, packet + start + 1, 8);
    return stamp;
}

// What a receiver needs to note.
struct notes {
    stream_result *result;
    uint32_t *latencies;
    size_t max;
};

static void take_one(peer *peer, struct notes *notes, uint8_t *packet, struct msghdr *message, int count) {
    // RTP only: no STUN, DTLS or RTCP (RFC 7983, RFC 5761 §4).
    if (count < HEADER_BYTES || packet[0] < 128 || packet[0] > 191) return;
    if (packet[1] >= 192 && packet[1] <= 223) return;
    uint64_t arrival = 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        struct timespec time;
        memcpy(&time, CMSG_DATA(part), sizeof time);
        arrival = (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
    }
    uint64_t stamp = stamp_of(peer, packet, count);
    if (stamp == 0 || arrival == 0) {
        notes->result->broken++;
        return;
    }
    if (notes->result->received < notes->max)
        notes->latencies[notes->result->received] = arrival > stamp ? (uint32_t)(arrival - stamp) : 0;
    notes->result->received++;
}

static void take_all(peer *peer, struct notes *notes) {
    for (;;) {
        uint8_t packet[1600];
        char control[128];
        struct iovec part = {packet, sizeof packet};
        struct msghdr message = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        ssize_t count = recvmsg(peer->socket, &message, MSG_DONTWAIT);
        if (count <= 0) return;
        take_one(peer, notes, packet, &message, (int)count);
    }
}

// Takes what comes until a time.
static void take_until(int poller, uint64_t until, struct notes *notes) {
    for (;;) {
        uint64_t now = clock_ns(CLOCK_MONOTONIC);
        if (now >= until) return;
        struct timespec wait = {
            .tv_sec = (time_t)((until - now) / 1000000000u), .tv_nsec = (long)((until - now) % 1000000000u)};
        struct epoll_event events[64];
        int ready = epoll_pwait2(poller, events, 64, &wait, NULL);
        for (int index = 0; index < ready; index++) take_all(events[index].data.ptr, notes);
    }
}

stream_result stream_run(
    peer *const *peers, size_t count, size_t senders, uint32_t packets, uint32_t interval_us,
    uint32_t *latencies, size_t latencies_max) {
    stream_result result = {0};
    struct notes notes = {&result, latencies, latencies_max};
    int poller = epoll_create1(EPOLL_CLOEXEC);
    for (size_t index = 0; index < count; index++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = peers[index]};
        peers[index]->is_streaming = 1;
        epoll_ctl(poller, EPOLL_CTL_ADD, peers[index]->socket, &event);
    }
    uint64_t cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    uint64_t begin = clock_ns(CLOCK_MONOTONIC) + 1000000u;
    uint64_t step = (uint64_t)interval_us * 1000u / senders;
    for (uint64_t number = 0; number < (uint64_t)packets * senders; number++) {
        uint64_t due = begin + number * step;
        take_until(poller, due, &notes);
        uint64_t lag = clock_ns(CLOCK_MONOTONIC) - due;
        if (lag > result.lag_max_ns) result.lag_max_ns = lag;
        if (send_one(peers[number % senders]) == 0) result.sent++;
    }
    take_until(poller, clock_ns(CLOCK_MONOTONIC) + AFTERWARDS_NS, &notes);
    result.cpu_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
    for (size_t index = 0; index < count; index++) peers[index]->is_streaming = 0;
    close(poller);
    return result;
}
