// Small made-up log files for the tests of the log reader.
#pragma once

#include <lzma.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "recording/log_reader.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::test {

class LogFiles {
public:
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(folder_.file(name), std::ios::binary) << content;
        return folder_.file(name);
    }
    std::string write_xz(const std::string& name, const std::string& content) const {
        std::vector<std::uint8_t> packed(lzma_stream_buffer_bound(content.size()));
        std::size_t used = 0;
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(content.data());
        BOOST_REQUIRE_EQUAL(
            lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, nullptr, bytes, content.size(),
                                    packed.data(), &used, packed.size()),
            LZMA_OK);
        return write(name, std::string(packed.begin(), packed.begin() + static_cast<long>(used)));
    }
    const std::string& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

// The log of a file that must be readable.
inline EventLog read_good(const std::string& path, const ReadOptions& options = {}) {
    auto log = read_log(path, options);
    BOOST_REQUIRE_MESSAGE(log.ok(), (log.ok() ? "" : log.error().text));
    return std::move(log).value();
}

// That reading fails with the code and a text that holds all the words.
inline void check_refused(const std::string& path, ErrorCode code,
                          const std::vector<std::string>& words, const ReadOptions& options = {}) {
    const auto log = read_log(path, options);
    BOOST_REQUIRE(!log.ok());
    BOOST_CHECK_EQUAL(to_string(log.error().code), to_string(code));
    for (const std::string& word : words)
        BOOST_CHECK_MESSAGE(log.error().text.find(word) != std::string::npos,
                            "'" << word << "' is missing in: " << log.error().text);
}

}  // namespace hearth::test
