#include "inbox/record.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

namespace hearth::inbox {

namespace {

using boost::endian::load_little_u16;
using boost::endian::load_little_u32;
using boost::endian::store_little_u16;
using boost::endian::store_little_u32;

constexpr std::size_t kChecksumBytes = 4;

std::uint32_t checksum(std::string_view bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

}  // namespace

Status encode_record(const Record& record, std::string& out) {
    if (record.topic.size() > kMaxTopicBytes || record.payload.size() > kMaxPayloadBytes)
        return Error{ErrorCode::kTooLarge, "a message is larger than MQTT allows"};
    out.resize(kRecordHeaderBytes);
    auto* const header = reinterpret_cast<unsigned char*>(out.data());
    store_little_u32(header + 4, static_cast<std::uint32_t>(record.payload.size()));
    store_little_u16(header + 8, static_cast<std::uint16_t>(record.topic.size()));
    header[10] = record.retained ? 1 : 0;
    header[11] = 0;
    boost::endian::store_little_s64(header + 12, record.received_us);
    boost::endian::store_little_u64(header + 20, static_cast<std::uint64_t>(record.id));
    out.append(record.topic).append(record.payload);
    const std::uint32_t sum = checksum(std::string_view(out).substr(kChecksumBytes));
    store_little_u32(reinterpret_cast<unsigned char*>(out.data()), sum);
    return {};
}

Result<std::optional<Record>> decode_record(std::string_view bytes) {
    if (bytes.size() < kRecordHeaderBytes) return std::optional<Record>();
    const auto* const header = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::size_t payload_bytes = load_little_u32(header + 4);
    const std::size_t topic_bytes = load_little_u16(header + 8);
    const auto id = static_cast<std::int64_t>(boost::endian::load_little_u64(header + 20));
    if (payload_bytes > kMaxPayloadBytes || header[10] > 1 || header[11] != 0 || id <= 0)
        return Error{ErrorCode::kInvalid, "not a message"};
    Record record;
    record.id = id;
    record.retained = header[10] == 1;
    record.received_us = boost::endian::load_little_s64(header + 12);
    const std::size_t whole = kRecordHeaderBytes + topic_bytes + payload_bytes;
    if (bytes.size() < whole) return std::optional<Record>();
    if (checksum(bytes.substr(kChecksumBytes, whole - kChecksumBytes)) != load_little_u32(header))
        return Error{ErrorCode::kInvalid, "the checksum is wrong"};
    record.topic = bytes.substr(kRecordHeaderBytes, topic_bytes);
    record.payload = bytes.substr(kRecordHeaderBytes + topic_bytes, payload_bytes);
    return std::optional<Record>(record);
}

}  // namespace hearth::inbox
