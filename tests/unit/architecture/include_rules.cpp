#include "include_rules.hpp"

#include <algorithm>
#include <functional>
#include <regex>
#include <sstream>

namespace hearth::architecture {

const IncludeRules& include_rules() {
    static const IncludeRules rules = {
        .rooms =
            {
                {"core", {}},
                {"domain", {"core"}},
                {"yaml", {"core"}},
                {"automation", {"core", "domain", "yaml"}},
                {"ask", {"core", "domain"}},
                {"learning", {"core", "domain"}},
                {"home", {"core", "domain"}},
                {"discovery", {"core"}},
                {"ha_api", {"core"}},
                {"mqtt", {"core", "domain"}},
                {"inbox", {"core", "domain"}},
                {"store", {"core", "domain", "inbox"}},
                {"config", {"core", "domain", "learning", "yaml"}},
                {"recording", {"core", "domain"}},
                {"simulation", {"core", "domain", "recording"}},
                {"worker", {"core", "domain"}},
                {"ingest",
                 {"core", "domain", "ask", "automation", "home", "inbox", "learning", "store"}},
                {"training", {"core", "domain", "learning", "store", "recording"}},
                {"serving", {"core", "domain", "learning", "store", "training", "recording"}},
                {"suggestions", {"core", "domain", "automation", "store"}},
                {"commands",
                 {"core", "domain", "ask", "automation", "ingest", "learning", "store", "training",
                  "serving", "suggestions"}},
                {"engine",
                 {"core", "domain", "ask", "automation", "config", "home", "ingest", "inbox",
                  "learning", "store", "training", "serving", "suggestions", "commands"}},
                {"http", {"core", "domain", "commands"}},
                {"cli",
                 {"core", "domain", "automation", "learning", "home", "mqtt", "config", "recording",
                  "simulation", "worker", "ingest", "training", "serving", "commands", "http"}},
                {"app", {"*"}},
                {"programs", {"*"}},
                // Plugins are built apart from the agent: they know core and the SDK only.
                {"sdk", {"core"}},
                {"pattern_detection", {"core", "sdk"}},
                {"gnn_synergy", {"core", "sdk"}},
                {"yaml_generation", {"core", "sdk"}},
                {"soft_prompt", {"core", "sdk"}},
                {"home_type", {"core", "sdk"}},
                {"device_intelligence", {"core", "sdk"}},
            },
        .libraries =
            {
                {"Paho", {"mqtt/.*\\.h", "MQTT.*\\.h"}, {"agent/mqtt/"}},
                {"SQLite", {"sqlite3(ext)?\\.h"}, {"agent/store/"}},
                {"yaml-cpp", {"yaml-cpp/.*"}, {"agent/yaml/"}},
                {"LibTorch", {"(torch|ATen|c10|caffe2)/.*"}, {"plugins/"}},
                {"Boost.Beast", {"boost/beast.*"}, {"agent/http/", "agent/cli/", "agent/ha_api/"}},
                {"OpenSSL", {"boost/asio/ssl.*", "openssl/.*"}, {"agent/ha_api/"}},
            },
        .exceptions = {{"worker", {"sdk/hearth_plugin.h"}}},
    };
    return rules;
}

namespace {

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> out;
    std::istringstream stream(path);
    for (std::string part; std::getline(stream, part, '/');) out.push_back(part);
    return out;
}

// "store" of "agent/store/store.hpp"; empty for a file in agent/ itself.
std::string room_of(const std::string& path) {
    const auto parts = parts_of(path);
    return parts.size() > 2 ? parts[1] : "";
}

bool begins_with_one_of(const std::string& path, const std::vector<std::string>& folders) {
    return std::any_of(folders.begin(), folders.end(),
                       [&](const std::string& folder) { return path.rfind(folder, 0) == 0; });
}

// "a, b and c"
std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return out;
}

class FileCheck {
public:
    FileCheck(const SourceFile& file, const IncludeRules& rules, std::vector<std::string>& out)
        : file_(file), rules_(rules), room_(room_of(file.path)), out_(out) {}

    void run() {
        static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
        std::istringstream stream(file_.text);
        for (std::string line; std::getline(stream, line);) {
            ++line_;
            std::smatch match;
            if (!std::regex_match(line, match, include)) continue;
            check_library(match[2]);
            if (match[1] == "\"") check_room(match[2]);
        }
        if (file_.path.rfind("agent/", 0) == 0 && line_ > rules_.most_lines)
            report("has " + std::to_string(line_) + " lines; allowed: at most " +
                   std::to_string(rules_.most_lines) + ", split it");
    }

private:
    void report(const std::string& text) {
        out_.push_back(file_.path + ":" + std::to_string(line_) + ": " + text);
    }

    void check_library(const std::string& header) {
        for (const LibraryRule& library : rules_.libraries) {
            const bool its_own = std::any_of(
                library.headers.begin(), library.headers.end(), [&](const std::string& pattern) {
                    return std::regex_match(header, std::regex(pattern));
                });
            if (its_own && !begins_with_one_of(file_.path, library.folders))
                report(library.name + " (" + header + ") may be included only in " +
                       joined(library.folders));
        }
    }

    void check_room(const std::string& header) {
        const auto parts = parts_of(header);
        if (parts.size() < 2) return;  // beside the file, or generated
        const std::string& other = parts.front();
        if (other == "..") return report("includes '" + header + "'; write it from agent/");
        if (other == room_ || rules_.rooms.count(other) == 0) return;
        if (const auto more = rules_.exceptions.find(room_);
            more != rules_.exceptions.end() && more->second.count(header) > 0)
            return;
        const auto own = rules_.rooms.find(room_);
        if (own == rules_.rooms.end())
            return report("the room '" + room_ + "' is not in the table of include_rules.cpp");
        if (own->second.count("*") > 0 || own->second.count(other) > 0) return;
        std::string allowed;
        for (const auto& room : own->second) allowed += (allowed.empty() ? "" : ", ") + room;
        report(room_ + " must not include " + other + " (" + header +
               "); allowed: " + (allowed.empty() ? "nothing" : allowed));
    }

    const SourceFile& file_;
    const IncludeRules& rules_;
    std::string room_;
    std::vector<std::string>& out_;
    std::size_t line_ = 0;
};

}  // namespace

std::vector<std::string> violations(const std::vector<SourceFile>& files,
                                    const IncludeRules& rules) {
    std::vector<std::string> out;
    for (const SourceFile& file : files) FileCheck(file, rules, out).run();
    return out;
}

std::vector<std::string> cycles(const IncludeRules& rules) {
    std::vector<std::string> out;
    for (const auto& [room, allowed] : rules.rooms) {
        std::set<std::string> reached;
        const std::function<void(const std::string&)> walk = [&](const std::string& from) {
            const auto found = rules.rooms.find(from);
            if (found == rules.rooms.end()) return;
            for (const std::string& next : found->second)
                if (reached.insert(next).second) walk(next);
        };
        walk(room);
        if (reached.count(room) > 0) out.push_back(room);
    }
    return out;
}

}  // namespace hearth::architecture
