#include "cli/doctor.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>

#include "cli/text.hpp"
#include "config/loader.hpp"
#include "config/plugin_catalogue.hpp"
#include "core/time_zone.hpp"

namespace hearth::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLeastSpace = 200 * 1024 * 1024;    // bytes; below it SQLite may fail soon
constexpr std::uintmax_t kEnoughSpace = 1024 * 1024 * 1024;  // bytes

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
    return out;
}

std::vector<std::string> entries_of(const std::string& folder, const std::string& beginning) {
    std::vector<std::string> out;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->path().filename().string().starts_with(beginning))
            out.push_back(it->path().string());
    return out;
}

std::string real_path(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return error ? "" : real.string();
}

// What libblas.so.3 is, by the name of the link: one for each architecture that is installed.
std::map<std::string, std::string> blas_libraries(const std::string& alternatives,
                                                  const std::vector<std::string>& library_folders) {
    std::vector<std::string> links = entries_of(alternatives, "libblas.so.3");
    if (links.empty())
        for (const std::string& folder : library_folders)
            for (const std::string& triplet : entries_of(folder, ""))
                for (const std::string& link : entries_of(triplet, "libblas.so.3"))
                    links.push_back(link);
    std::map<std::string, std::string> out;
    for (const std::string& link : links)
        if (const std::string real = real_path(link); !real.empty())
            out[fs::path(link).filename().string()] = real;
    return out;
}

}  // namespace

Check check_configuration(const std::string& path, const std::vector<std::string>& overrides,
                          config::Settings& settings) {
    Check check{"configuration", Finding::kGood, "", ""};
    auto loaded = config::load_settings(path, overrides);
    if (!loaded) {
        check.finding = Finding::kBad;
        check.text = loaded.error().text;
        check.advice = "correct it; config/hearth.yaml explains every key";
        return check;
    }
    settings = std::move(loaded->settings);
    check.text = path.empty() ? "no file given: the defaults" : path + " is valid";
    if (loaded->warnings.empty()) return check;
    check.finding = Finding::kWarning;
    check.text += "\n" + joined(loaded->warnings);
    return check;
}

Check check_plugins(const config::Settings& settings) {
    const auto catalogue = config::find_plugins(settings.plugin_folder, settings.trust_any_owner);
    Check check{"plugins", Finding::kGood, "", ""};
    std::string names;
    for (const Manifest& manifest : catalogue.manifests)
        names += (names.empty() ? "" : ", ") + manifest.name + " " + manifest.version;
    check.text = settings.plugin_folder + ": " + (names.empty() ? "no models" : names);
    if (catalogue.problems.empty() && !names.empty()) return check;
    check.finding = Finding::kBad;
    if (!catalogue.problems.empty()) check.text += "\n" + joined(catalogue.problems);
    check.advice = "install the models, or set plugin_folder to where they are";
    return check;
}

Check check_worker(const config::Settings& settings) {
    Check check{"worker", Finding::kGood, settings.worker, ""};
    const int refused = ::access(settings.worker.c_str(), X_OK) == 0 ? 0 : errno;
    std::error_code error;
    if (refused == 0 && fs::is_regular_file(settings.worker, error)) return check;
    check.finding = Finding::kBad;
    check.text += ": " + std::string(refused == 0 ? "is no program" : std::strerror(refused));
    check.advice = "nothing can be trained without it: install hearth, or set worker to its path";
    return check;
}

Check check_blas(const std::string& alternatives, const std::vector<std::string>& library_folders) {
    Check check{"BLAS", Finding::kGood, "", ""};
    const auto libraries = blas_libraries(alternatives, library_folders);
    std::string wrong;  // name of the link
    for (const auto& [link, library] : libraries) {
        check.text += (check.text.empty() ? "" : ", ") + library;
        if (library.find("openblas") == std::string::npos) wrong = link;
    }
    if (!libraries.empty() && wrong.empty()) return check;
    check.finding = Finding::kWarning;
    check.advice = "apt install libopenblas0-pthread";
    if (wrong.empty()) {
        check.text = "no libblas.so.3 was found";
    } else {
        check.text = libraries.at(wrong) + " is not OpenBLAS: training is many times slower";
        check.advice += "; if it is installed, choose it: update-alternatives --config " + wrong;
    }
    return check;
}

Check check_data_folder(const config::Settings& settings) {
    const std::string& folder = settings.data_folder;
    Check check{"data folder", Finding::kGood, "", ""};
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        check.finding = Finding::kBad;
        check.text = folder + " is not there";
        check.advice = "create it for the user that hearthd runs as";
        return check;
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        check.finding = Finding::kWarning;
        check.text = "this user may not write to " + folder;
        check.advice = "run doctor as the user that hearthd runs as, to be sure that it may";
        return check;
    }
    const fs::space_info space = fs::space(folder, error);
    if (error) {
        check.finding = Finding::kBad;
        check.text = folder + ": " + error.message();
        return check;
    }
    check.text = folder + ", " + format_bytes(static_cast<std::int64_t>(space.available)) + " free";
    if (space.available >= kEnoughSpace) return check;
    check.finding = space.available < kLeastSpace ? Finding::kBad : Finding::kWarning;
    check.advice = "make room, or set data_folder to a disk with more";
    return check;
}

Check check_memory(const config::Settings& settings, std::int64_t machine_bytes) {
    const config::TrainingSettings& training = settings.training;
    const std::int64_t most =
        std::int64_t{training.max_parallel} * (std::int64_t{training.memory_mb} << 20);
    Check check{"memory", Finding::kGood, "", ""};
    check.text = format_bytes(machine_bytes) + "; trainings may take " + format_bytes(most) + " (" +
                 std::to_string(training.max_parallel) + " at once, " +
                 std::to_string(training.memory_mb) + " MiB each)";
    if (most <= machine_bytes) return check;
    check.finding = Finding::kWarning;
    check.advice = "set training.max_parallel or training.memory_mb lower";
    return check;
}

Check check_time_zone(const config::Settings& settings) {
    Check check{"time zone", Finding::kGood, settings.home.time_zone, ""};
    const auto zone = TimeZone::find(settings.home.time_zone);
    if (zone) return check;
    check.finding = Finding::kBad;
    check.text = zone.error().text;
    check.advice = "set home.time_zone to an IANA name such as Europe/Berlin; apt install tzdata";
    return check;
}

Json doctor_report(const std::vector<Check>& checks) {
    Json list = Json::array();
    int failed = 0;
    for (const Check& check : checks) {
        const char* result = check.finding == Finding::kGood      ? "good"
                             : check.finding == Finding::kWarning ? "warning"
                                                                  : "bad";
        if (check.finding == Finding::kBad) ++failed;
        list.push_back(Json{{"name", check.name},
                            {"result", result},
                            {"text", check.text},
                            {"advice", check.advice}});
    }
    return Json{{"checks", std::move(list)}, {"failed", failed}};
}

}  // namespace hearth::cli
