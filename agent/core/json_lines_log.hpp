// JsonLinesLog: a file of one JSON object a line, appended, never rewritten, rotated by size: the
// full one becomes <name>.1.jsonl and so on, the oldest goes.
#pragma once

#include <memory>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth {

class JsonLinesLog {
public:
    // `files`: how many older ones are kept. kIo.
    static Result<std::unique_ptr<JsonLinesLog>> open(const std::string& path,
                                                      std::size_t max_bytes, std::size_t files);
    ~JsonLinesLog();
    JsonLinesLog(const JsonLinesLog&) = delete;
    JsonLinesLog& operator=(const JsonLinesLog&) = delete;

    // Written through to the operating system when it returns. kIo. One thread at a time.
    Status add(const Json& line);

private:
    struct Sink;
    explicit JsonLinesLog(std::unique_ptr<Sink> sink);
    std::unique_ptr<Sink> sink_;
};

}  // namespace hearth
