#include "core/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "core/descriptor.hpp"
#include "core/iso_time.hpp"

namespace hearth {

namespace {

Error io_error(const std::string& what, const std::string& path) {
    return Error{ErrorCode::kIo, what + " " + path + ": " + std::strerror(errno)};
}

Status write_all(int fd, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t wrote = ::write(fd, content.data(), content.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return io_error("cannot write", path);
        content.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

Status sync_path(const std::string& path, int flags) {
    const Descriptor fd(::open(path.c_str(), flags | O_CLOEXEC));
    if (!fd.is_open()) return io_error("cannot open", path);
    if (::fsync(fd.get()) != 0) return io_error("cannot flush", path);
    return {};
}

std::string folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace

Status publish_file(const std::string& from, const std::string& to) {
    if (const Status synced = sync_path(from, O_RDONLY); !synced) return synced;
    if (std::rename(from.c_str(), to.c_str()) != 0) return io_error("cannot rename to", to);
    return sync_folder(folder_of(to));
}

Status sync_folder(const std::string& path) { return sync_path(path, O_RDONLY | O_DIRECTORY); }

std::string aside_name(const std::string& path, TimeUs now) {
    std::string stamp = format_iso_time(now - now % kMicrosPerSecond).substr(0, 19);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    const std::string name = path + ".damaged-" + stamp + "Z";
    std::string candidate = name;
    for (int n = 2; std::filesystem::exists(candidate); ++n)
        candidate = name + "." + std::to_string(n);
    return candidate;
}

Status write_file_atomically(const std::string& path, std::string_view content) {
    std::string temporary = path + ".XXXXXX";
    const Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd.is_open()) return io_error("cannot create a file beside", path);
    Status done = write_all(fd.get(), content, temporary);
    if (done) done = publish_file(temporary, path);
    if (!done) ::unlink(temporary.c_str());
    return done;
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.is_open())
        return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                     "cannot open " + path + ": " + std::strerror(errno)};
    std::string out;
    char block[65536];
    for (;;) {
        const ssize_t got = ::read(fd.get(), block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return io_error("cannot read", path);
        if (got == 0) return out;
        if (out.size() + static_cast<std::size_t>(got) > max_bytes)
            return Error{ErrorCode::kTooLarge,
                         path + " is larger than " + std::to_string(max_bytes) + " bytes"};
        out.append(block, static_cast<std::size_t>(got));
    }
}

}  // namespace hearth
