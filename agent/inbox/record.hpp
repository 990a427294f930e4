// The form of one message in a segment file of the inbox. Little endian, without padding:
//
//   u32 checksum (CRC-32 of all that follows) · u32 payload bytes · u16 topic bytes · u8 retained ·
//   u8 zero · i64 received, microseconds · u64 id · topic · payload
//
// Pure: bytes in, bytes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth::inbox {

inline constexpr std::size_t kRecordHeaderBytes = 28;
// What a buffer may keep: one large message shall not fill memory for ever.
inline constexpr std::size_t kKeptBytes = 256 * 1024;
inline constexpr std::size_t kMaxTopicBytes = 65'535;  // MQTT's own limits
inline constexpr std::size_t kMaxPayloadBytes = 268'435'455;

struct Record {
    std::int64_t id = 0;
    std::string_view topic, payload;  // of the bytes it was read from
    bool retained = false;
    TimeUs received_us = 0;
    std::size_t bytes() const { return kRecordHeaderBytes + topic.size() + payload.size(); }
};

// Replaces the content of `out`. kTooLarge over the limits above.
Status encode_record(const Record& record, std::string& out);

// The record that `bytes` begins with. Nothing when it is not all there yet; kInvalid when these
// bytes cannot be the beginning of a record: the file is damaged.
Result<std::optional<Record>> decode_record(std::string_view bytes);

}  // namespace hearth::inbox
