#include "inbox/segments.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "core/file.hpp"
#include "inbox/segment_file.hpp"

namespace hearth::inbox {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigits = 20;
const std::string kExtension = ".log";

// 0 for a file that is no segment.
std::int64_t first_id_of(const std::string& name) {
    if (name.size() != kDigits + kExtension.size() || !name.ends_with(kExtension)) return 0;
    std::int64_t id = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + kDigits, id);
    return parsed.ec == std::errc() && parsed.ptr == name.data() + kDigits ? id : 0;
}

struct Checked {
    std::int64_t last_id = 0, good_bytes = 0;
    bool cut = false;    // the file goes on with an unfinished message
    std::string damage;  // the file goes on with something that is no message
};

// Reads the file to its end or to the first byte that is not sound.
Result<Checked> check(const std::string& path, std::int64_t first_id) {
    auto file = SegmentFile::open(path);
    if (!file) return file.error();
    Checked out;
    while (true) {
        const auto record = file->next();
        if (!record && record.error().code != ErrorCode::kInvalid) return record.error();
        if (!record) {
            out.damage = record.error().text;
            return out;
        }
        if (!record->has_value()) break;
        const std::int64_t expected = out.last_id == 0 ? first_id : out.last_id + 1;
        if ((*record)->id != expected) {
            out.damage = path + ": message " + std::to_string((*record)->id) + " where " +
                         std::to_string(expected) + " is expected";
            return out;
        }
        out.last_id = (*record)->id;
        out.good_bytes = file->offset();
    }
    out.cut = !file->at_end();
    return out;
}

Status mend(const std::string& path, const Checked& checked, const Clock& clock,
            std::vector<std::string>& warnings) {
    std::error_code failed;
    if (!checked.damage.empty()) {
        const std::string copy = aside_name(path, clock.wall_us());
        fs::copy_file(path, copy, failed);
        if (failed)
            return Error{ErrorCode::kIo, path + ": cannot be copied aside: " + failed.message()};
        warnings.push_back("the inbox was damaged (" + checked.damage + "); a copy is in " + copy +
                           ", what was sound is kept");
    }
    if (checked.good_bytes == 0)
        fs::remove(path, failed);
    else
        fs::resize_file(path, static_cast<std::uintmax_t>(checked.good_bytes), failed);
    if (failed) return Error{ErrorCode::kIo, path + ": cannot be mended: " + failed.message()};
    return {};
}

}  // namespace

std::string segment_path(const std::string& folder, std::int64_t first_id) {
    const std::string digits = std::to_string(first_id);
    return folder + "/" + std::string(kDigits - digits.size(), '0') + digits + kExtension;
}

Result<std::vector<std::int64_t>> list_segments(const std::string& folder) {
    std::error_code failed;
    std::vector<std::int64_t> ids;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (const auto id = first_id_of(at->path().filename().string()); id > 0) ids.push_back(id);
    if (failed) return Error{ErrorCode::kIo, folder + ": " + failed.message()};
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<Recovered> recover_segments(const std::string& folder, const Clock& clock) {
    std::error_code failed;
    fs::create_directory(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
    if (failed) return Error{ErrorCode::kIo, folder + ": " + failed.message()};
    const auto segments = list_segments(folder);
    if (!segments) return segments.error();
    Recovered out;
    for (const std::int64_t first_id : *segments) {
        const std::string path = segment_path(folder, first_id);
        const auto checked = check(path, first_id);
        if (!checked) return checked.error();
        out.last_id = std::max(out.last_id, checked->last_id);
        if (checked->damage.empty() && !checked->cut && checked->last_id != 0) continue;
        if (Status mended = mend(path, *checked, clock, out.warnings); !mended)
            return mended.error();
    }
    return out;
}

}  // namespace hearth::inbox
