// libopus, RFC 6716 and RFC 8251.
#pragma once
#include <opus/opus.h>

// opus_encoder_ctl is variadic, which Swift does not import.

/// Sets up an encoder for a disguised voice: constant bit rate, so that the size of a packet tells
/// nothing of what is said, and enough redundancy for the given share of losses; OPUS_OK or an error.
static inline int yt_opus_encode_voice(OpusEncoder *encoder, int bits_per_second, int loss_percent) {
    int result = opus_encoder_ctl(encoder, OPUS_SET_BITRATE(bits_per_second));
    if (result == OPUS_OK) result = opus_encoder_ctl(encoder, OPUS_SET_VBR(0));
    if (result == OPUS_OK) result = opus_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    if (result == OPUS_OK) result = opus_encoder_ctl(encoder, OPUS_SET_INBAND_FEC(1));
    if (result == OPUS_OK) result = opus_encoder_ctl(encoder, OPUS_SET_PACKET_LOSS_PERC(loss_percent));
    if (result == OPUS_OK) result = opus_encoder_ctl(encoder, OPUS_SET_DTX(0));
    return result;
}

/// Forgets all sound that a decoder has heard.
static inline void yt_opus_forget(OpusDecoder *decoder) {
    opus_decoder_ctl(decoder, OPUS_RESET_STATE);
}
