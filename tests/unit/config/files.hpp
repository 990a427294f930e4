// Small helpers of these tests.
#pragma once

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include "config/loader.hpp"
#include "support/temporary_folder.hpp"

namespace hearth::config::test {

inline void write(const std::string& path, const std::string& text, unsigned mode = 0600) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    ::chmod(path.c_str(), mode);
}

// Why a result has no value; empty when it has one.
template <class T>
std::string reason(const Result<T>& result) {
    return result ? "" : result.error().text;
}

// A folder with one hearth.yaml of this text.
class SettingsFile {
public:
    explicit SettingsFile(const std::string& text, unsigned mode = 0600) {
        write(path(), text, mode);
    }
    std::string path() const { return folder_.file("hearth.yaml"); }
    std::string beside(const std::string& name) const { return folder_.file(name); }
    Result<LoadedSettings> load(const std::vector<std::string>& overrides = {},
                                const Environment& environment = {}) const {
        return load_settings(path(), overrides, environment);
    }
    // What is wrong with it, without the folder in front of the file's name; empty: nothing.
    std::string problems(const std::vector<std::string>& overrides = {},
                         const Environment& environment = {}) const {
        const auto loaded = load(overrides, environment);
        std::string out = loaded ? "" : loaded.error().text;
        const std::string folder = folder_.path() + "/";
        for (auto at = out.find(folder); at != std::string::npos; at = out.find(folder))
            out.erase(at, folder.size());
        return out;
    }

private:
    hearth::test::TemporaryFolder folder_;
};

}  // namespace hearth::config::test
