#include "home/change_key.hpp"

#include <boost/endian/conversion.hpp>

#include "core/hash.hpp"

namespace hearth {

namespace {

constexpr std::size_t kTimeBytes = 8;

std::string key_at(std::int64_t moment, const std::string& hash) {
    std::string key(kTimeBytes, '\0');
    boost::endian::store_big_s64(reinterpret_cast<unsigned char*>(key.data()), moment);
    return key + hash.substr(0, kTimeBytes);
}

}  // namespace

std::string change_key(const StateChange& change) {
    if (change.updated_us != 0) return key_at(change.updated_us, content_key({change.entity_id}));
    if (change.time_known) return key_at(change.changed_us, content_key({change.entity_id}));
    return key_at(change.inbox_id, content_key({change.entity_id, change.new_state}));
}

}  // namespace hearth
