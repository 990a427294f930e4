#include "recording/byte_source.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "recording/xz_source.hpp"

namespace hearth {

namespace {

class FileSource final : public ByteSource {
public:
    FileSource(std::string path, std::ifstream file)
        : path_(std::move(path)), file_(std::move(file)) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        file_.read(to, static_cast<std::streamsize>(size));
        if (file_.bad()) return Error{ErrorCode::kIo, path_ + ": reading failed"};
        return static_cast<std::size_t>(file_.gcount());
    }

private:
    std::string path_;
    std::ifstream file_;
};

// Refuses to give more than so many bytes: a small .xz file can unpack to terabytes.
class LimitedSource final : public ByteSource {
public:
    LimitedSource(std::string path, std::unique_ptr<ByteSource> inner, std::uint64_t max_bytes)
        : path_(std::move(path)), inner_(std::move(inner)), max_(max_bytes) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        auto got = inner_->read(to, size);
        if (!got) return got;
        total_ += *got;
        if (total_ > max_)
            return Error{ErrorCode::kTooLarge, path_ + ": holds more than " + std::to_string(max_) +
                                                   " bytes; split the log into smaller files"};
        return got;
    }

private:
    std::string path_;
    std::unique_ptr<ByteSource> inner_;
    std::uint64_t max_, total_ = 0;
};

bool starts_as_xz(std::ifstream& file) {
    static constexpr char kMagic[6] = {'\xFD', '7', 'z', 'X', 'Z', '\0'};
    char first[sizeof kMagic] = {};
    file.read(first, sizeof first);
    file.clear();
    file.seekg(0);
    return std::memcmp(first, kMagic, sizeof kMagic) == 0;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, std::uint64_t max_bytes) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return Error{ErrorCode::kNotFound, path + ": no such file"};
    if (std::filesystem::is_directory(path, ignored))
        return Error{ErrorCode::kInvalid, path + ": is a folder; name a file in it"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::kIo, path + ": cannot be opened; check its permissions"};
    const bool packed = starts_as_xz(file);
    std::unique_ptr<ByteSource> bytes = std::make_unique<FileSource>(path, std::move(file));
    if (packed) bytes = std::make_unique<XzSource>(path, std::move(bytes));
    return std::unique_ptr<ByteSource>(
        std::make_unique<LimitedSource>(path, std::move(bytes), max_bytes));
}

}  // namespace hearth
