#include "recording/csv_reader.hpp"

namespace hearth {

namespace {
constexpr std::size_t kMaxFieldBytes = 64 * 1024;
}

// `at` is behind the opening quote; afterwards behind the closing one. `line` may become a later
// line of the file.
Status CsvReader::read_quoted(std::string& line, std::size_t& at, std::string& field) {
    for (;;) {
        const std::size_t quote = line.find('"', at);
        if (quote == std::string::npos) {
            field.append(line, at).push_back('\n');
            const auto more = lines_.next(line);
            if (!more) return more.error();
            if (!*more) return error("a quote (\") is opened and never closed");
            at = 0;
        } else {
            field.append(line, at, quote - at);
            at = quote + 1;
            if (at >= line.size() || line[at] != '"') return {};
            field.push_back('"');
            ++at;
        }
        if (field.size() > kMaxFieldBytes)
            return error("a quoted field is longer than " + std::to_string(kMaxFieldBytes) +
                         " bytes; is a quote (\") missing?");
    }
}

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
    std::string line;
    do {
        auto more = lines_.next(line);
        if (!more || !*more) return more;
    } while (line.empty());
    row_line_ = lines_.number();
    fields.clear();
    for (std::size_t at = 0;;) {
        std::string field;
        if (at < line.size() && line[at] == '"') {
            ++at;
            if (const Status ok = read_quoted(line, at, field); !ok) return ok.error();
            if (at < line.size() && line[at] != ',')
                return error("text after the closing quote of field " +
                             std::to_string(fields.size() + 1) + "; a comma was expected");
        } else {
            const std::size_t comma = line.find(',', at);
            field = line.substr(at, comma == std::string::npos ? comma : comma - at);
            at = comma == std::string::npos ? line.size() : comma;
        }
        fields.push_back(std::move(field));
        if (at >= line.size()) return true;
        ++at;  // the comma
    }
}

}  // namespace hearth
