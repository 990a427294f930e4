#include "sdk/line_reader.hpp"

#include <cerrno>
#include <cstring>

#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {
constexpr std::size_t kBlockBytes = 65'536;
}

Result<LineReader> LineReader::open(const std::string& path, std::size_t max_line_bytes) {
    std::FILE* file = std::fopen(path.c_str(), "rbe");
    if (file == nullptr)
        return bad_input("cannot open the dataset " + path + ": " + std::strerror(errno));
    return LineReader(path, file, max_line_bytes);
}

bool LineReader::fill() {
    block_.resize(kBlockBytes);
    block_.resize(std::fread(block_.data(), 1, kBlockBytes, file_.get()));
    at_ = 0;
    return !block_.empty();
}

Result<const std::string*> LineReader::next() {
    line_.clear();
    bool any = false;
    for (;;) {
        if (at_ >= block_.size() && !fill()) break;
        any = true;
        const std::size_t end = block_.find('\n', at_);
        const std::size_t stop = end == std::string::npos ? block_.size() : end;
        if (line_.size() + (stop - at_) > max_line_bytes_)
            return bad_input(path_ + ", line " + std::to_string(number_ + 1) + ": longer than " +
                             std::to_string(max_line_bytes_) + " bytes");
        line_.append(block_, at_, stop - at_);
        at_ = stop + 1;
        if (end != std::string::npos) break;
    }
    if (std::ferror(file_.get())) return bad_input("cannot read the dataset " + path_);
    if (!any) return static_cast<const std::string*>(nullptr);
    ++number_;
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    return &line_;
}

}  // namespace hearth::sdk
