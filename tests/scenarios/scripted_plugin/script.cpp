#include "scenarios/scripted_plugin/script.hpp"

#include <filesystem>

#include "core/file.hpp"

namespace hearth::scripted {

std::string folder_above(const std::string& inside, int levels) {
    std::filesystem::path path(inside);
    for (int i = 0; i < levels; ++i) path = path.parent_path();
    return path.string();
}

Json read_object(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return Json::object();
    const auto parsed = parse_json(*text);
    return parsed && parsed->is_object() ? *parsed : Json::object();
}

Json read_script(const std::string& data_folder) {
    return read_object(data_folder + "/script.json");
}

}  // namespace hearth::scripted
