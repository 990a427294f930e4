#include "cli/settings_text.hpp"

#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

std::string origin_words(const std::string& origin) {
    if (origin == "home_assistant") return "Home Assistant";
    if (origin == "command_line") return "command line";
    return origin;
}

std::string value_text(const Json& setting) {
    const Json value = setting.value("value", Json());
    if (value.is_null()) return "-";
    const std::string text = value.is_string() ? value.get<std::string>() : dump_json(value);
    return text.empty() ? "\"\"" : printable(text);
}

}  // namespace

std::string settings_text(const Json& settings, const Style& style) {
    const Json list = settings.is_array() ? settings : Json::array({settings});
    Table table;
    for (const char* title : {"SETTING", "VALUE", "FROM", ""}) table.add_column(title);
    for (const Json& setting : list)
        table.add_row(
            {printable(json_string(setting, "key").value_or("")), value_text(setting),
             origin_words(json_string(setting, "origin").value_or("")),
             json_bool(setting, "changeable").value_or(false) ? "can be changed now" : ""});
    return table.render(style);
}

}  // namespace hearth::cli
