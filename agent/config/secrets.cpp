#include "config/secrets.hpp"

#include <sys/stat.h>

#include <cstdio>

#include "core/file.hpp"
#include "core/utf8.hpp"

namespace hearth::config {

namespace {

constexpr std::size_t kMaxSecret = 4096;

Result<std::optional<std::string>> checked(std::string secret, const std::string& place) {
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
    if (secret.empty()) return Error{ErrorCode::kInvalid, place + " is empty"};
    if (secret.size() > kMaxSecret)
        return Error{ErrorCode::kInvalid, place + " holds more than 4096 bytes"};
    if (!is_utf8(secret)) return Error{ErrorCode::kInvalid, place + " is not UTF-8 text"};
    for (const char c : secret)
        if (static_cast<unsigned char>(c) < 0x20)
            return Error{ErrorCode::kInvalid,
                         place + " has several lines or control characters; allowed: one line"};
    return std::optional<std::string>(std::move(secret));
}

}  // namespace

std::optional<std::string> loose_permissions(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || (info.st_mode & (S_IRWXO | S_IWGRP)) == 0)
        return std::nullopt;
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(info.st_mode & 07777));
    return path + " holds a secret and has permissions " + mode + "; run: chmod 0600 " + path;
}

Result<std::optional<std::string>> find_secret(const SecretPlaces& places,
                                               const Environment& environment,
                                               std::vector<std::string>& warnings) {
    if (const auto found = environment.find(places.variable); found != environment.end())
        return checked(found->second, "the environment variable " + places.variable);
    if (const auto folder = environment.find("CREDENTIALS_DIRECTORY");
        folder != environment.end()) {
        const std::string path = folder->second + "/" + places.credential;
        const auto content = read_file(path, kMaxSecret + 2);
        if (content) return checked(*content, "the credential " + places.credential);
        if (content.error().code != ErrorCode::kNotFound) return content.error();
    }
    if (places.file.empty()) return std::optional<std::string>();
    const auto content = read_file(places.file, kMaxSecret + 2);
    if (!content) return content.error();
    if (auto warning = loose_permissions(places.file)) warnings.push_back(*std::move(warning));
    return checked(*content, places.file);
}

}  // namespace hearth::config
