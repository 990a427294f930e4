#include "core/hash.hpp"

#include <nettle/sha2.h>

#include <array>
#include <cstdio>
#include <memory>

namespace hearth {

namespace {

class Sha256 {
public:
    Sha256() { sha256_init(&context_); }
    void add(std::string_view data) {
        sha256_update(&context_, data.size(), reinterpret_cast<const std::uint8_t*>(data.data()));
    }
    std::array<unsigned char, 32> finish() {
        std::array<unsigned char, 32> digest{};
        sha256_digest(&context_, digest.size(), digest.data());
        return digest;
    }

private:
    sha256_ctx context_{};
};

std::string to_hex(const std::array<unsigned char, 32>& bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(64);
    for (const unsigned char byte : bytes) {
        out.push_back(kDigits[byte >> 4]);
        out.push_back(kDigits[byte & 15]);
    }
    return out;
}

}  // namespace

std::string sha256_hex(std::string_view data) {
    Sha256 hash;
    hash.add(data);
    return to_hex(hash.finish());
}

Result<std::string> sha256_of_file(const std::string& path) {
    // Not decltype(&std::fclose): its attributes are an error to GCC 14 there.
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                         std::fclose);
    if (!file) return Error{ErrorCode::kIo, "cannot read " + path};
    Sha256 hash;
    std::array<char, 16384> block;
    std::size_t got = 0;
    while ((got = std::fread(block.data(), 1, block.size(), file.get())) > 0)
        hash.add({block.data(), got});
    if (std::ferror(file.get())) return Error{ErrorCode::kIo, "cannot read " + path};
    return to_hex(hash.finish());
}

std::string content_key(std::initializer_list<std::string_view> parts) {
    Sha256 hash;
    for (const std::string_view part : parts) {
        const std::uint64_t size = part.size();
        hash.add({reinterpret_cast<const char*>(&size), sizeof size});
        hash.add(part);
    }
    const auto digest = hash.finish();
    return {reinterpret_cast<const char*>(digest.data()), 16};
}

}  // namespace hearth
