#include "cli/json_text.hpp"

#include <algorithm>
#include <vector>

#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kMaxDepth = 8;

bool is_list_of_objects(const Json& value) {
    return value.is_array() && !value.empty() &&
           std::all_of(value.begin(), value.end(),
                       [](const Json& item) { return item.is_object(); });
}

std::string list_of_values(const Json& list) {
    std::string out;
    for (const Json& item : list) out += (out.empty() ? "" : ", ") + format_value(item);
    return out.empty() ? "none" : out;
}

std::string table_of(const Json& rows, const Style& style, std::size_t indent) {
    std::vector<std::string> keys;
    for (const Json& row : rows)
        for (const auto& [key, value] : row.items())
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    Table table;
    for (const std::string& key : keys) {
        const bool figures = std::all_of(rows.begin(), rows.end(), [&](const Json& row) {
            return !row.contains(key) || row[key].is_number() || row[key].is_null();
        });
        table.add_column(words_of(key), figures ? Align::kRight : Align::kLeft);
    }
    for (const Json& row : rows) {
        std::vector<Cell> cells;
        for (const std::string& key : keys)
            cells.emplace_back(row.contains(key) ? format_value(row[key]) : "");
        table.add_row(std::move(cells));
    }
    return table.render(style, indent);
}

std::string object_text(const Json& object, const Style& style, std::size_t depth) {
    const std::size_t indent = depth * kIndent;
    Table values;
    values.add_column("");
    values.add_column("");
    std::string parts;
    for (const auto& [key, value] : object.items()) {
        const bool simple_list = value.is_array() && !is_list_of_objects(value);
        if (!value.is_structured() || simple_list || value.empty() || depth == kMaxDepth) {
            values.add_row({words_of(key), simple_list ? list_of_values(value)
                                           : value.is_object() && value.empty()
                                               ? "none"
                                               : format_value(value)});
            continue;
        }
        parts += std::string(indent, ' ') + style(Tone::kBold, words_of(key)) + "\n";
        parts += value.is_array() ? table_of(value, style, indent + kIndent)
                                  : object_text(value, style, depth + 1);
    }
    return values.render(style, indent) + parts;
}

}  // namespace

std::string json_text(const Json& value, const Style& style) {
    if (is_list_of_objects(value)) return table_of(value, style, 0);
    if (value.is_array()) return list_of_values(value) + "\n";
    if (value.is_object()) return value.empty() ? "nothing\n" : object_text(value, style, 0);
    return format_value(value) + "\n";
}

}  // namespace hearth::cli
