// The sources keep the include rules; and the check finds made-up offenders.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "core/file.hpp"
#include "include_rules.hpp"

using namespace hearth::architecture;

namespace {

namespace fs = std::filesystem;

std::vector<SourceFile> sources_of_repository() {
    const fs::path root = HEARTH_SOURCE_DIR;
    std::vector<SourceFile> out;
    for (const char* folder : {"agent", "plugins"})
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".cpp" && extension != ".hpp" && extension != ".h") continue;
            auto text = hearth::read_file(entry.path().string());
            BOOST_REQUIRE_MESSAGE(text.ok(), entry.path().string());
            out.push_back({fs::relative(entry.path(), root).string(), *std::move(text)});
        }
    std::sort(out.begin(), out.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return out;
}

// The only violation of a made-up file, or everything that was found.
std::string verdict(const std::string& path, const std::string& text) {
    std::string out;
    for (const std::string& line : violations({{path, text}}, include_rules())) out += line;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(include_graph)

BOOST_AUTO_TEST_CASE(the_repository_keeps_the_rules) {
    const auto sources = sources_of_repository();
    BOOST_TEST(sources.size() > 50U);
    for (const std::string& violation : violations(sources, include_rules()))
        BOOST_ERROR(violation);
}

BOOST_AUTO_TEST_CASE(every_room_is_in_the_table) {
    for (const char* folder : {"agent", "plugins"})
        for (const auto& entry : fs::directory_iterator(fs::path(HEARTH_SOURCE_DIR) / folder))
            if (fs::exists(entry.path() / "CMakeLists.txt"))
                BOOST_TEST(include_rules().rooms.count(entry.path().filename().string()) == 1U,
                           entry.path().string());
}

BOOST_AUTO_TEST_CASE(the_table_has_no_cycle) {
    BOOST_TEST(cycles(include_rules()).empty());
    IncludeRules bad;
    bad.rooms = {{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}};
    BOOST_TEST(cycles(bad) == std::vector<std::string>({"b", "c"}));
}

BOOST_AUTO_TEST_CASE(libraries_outside_of_their_folder_are_found) {
    BOOST_TEST(verdict("agent/home/a.cpp", "#pragma once\n\n#include <mqtt/async_client.h>\n") ==
               "agent/home/a.cpp:3: Paho (mqtt/async_client.h) may be included only in "
               "agent/mqtt/");
    BOOST_TEST(verdict("agent/app/a.cpp", "#include \"MQTTAsync.h\"").find(":1: Paho") !=
               std::string::npos);
    BOOST_TEST(verdict("agent/ingest/a.hpp", "  #  include <sqlite3.h>").find(":1: SQLite") !=
               std::string::npos);
    BOOST_TEST(verdict("agent/config/a.cpp", "#include <yaml-cpp/yaml.h>").find(":1: yaml-cpp") !=
               std::string::npos);
    for (const char* header : {"torch/torch.h", "ATen/ATen.h", "c10/util/Exception.h"})
        BOOST_TEST(verdict("agent/worker/a.cpp", std::string("#include <") + header + ">")
                           .find(":1: LibTorch") != std::string::npos,
                   header);
    BOOST_TEST(verdict("agent/app/a.cpp", "#include <boost/beast/http.hpp>") ==
               "agent/app/a.cpp:1: Boost.Beast (boost/beast/http.hpp) may be included only in "
               "agent/http/, agent/cli/ and agent/ha_api/");
    BOOST_TEST(verdict("agent/http/a.cpp", "#include <boost/asio/ssl/stream.hpp>")
                   .find("only in agent/ha_api/") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(libraries_in_their_folder_are_fine) {
    for (const auto& [path, header] : {std::pair{"agent/mqtt/a.cpp", "mqtt/async_client.h"},
                                       {"agent/store/a.cpp", "sqlite3.h"},
                                       {"agent/yaml/a.cpp", "yaml-cpp/yaml.h"},
                                       {"plugins/sdk/a.hpp", "torch/torch.h"},
                                       {"agent/http/a.cpp", "boost/beast/core.hpp"},
                                       {"agent/cli/a.cpp", "boost/beast.hpp"},
                                       {"agent/home/a.cpp", "boost/asio.hpp"}})
        BOOST_TEST(verdict(path, std::string("#include <") + header + ">") == "", path);
}

BOOST_AUTO_TEST_CASE(rooms_that_a_room_may_not_know_are_found) {
    BOOST_TEST(verdict("agent/home/a.cpp", "#include \"home/b.hpp\"\n#include \"store/c.hpp\"\n") ==
               "agent/home/a.cpp:2: home must not include store (store/c.hpp); allowed: core, "
               "domain");
    BOOST_TEST(verdict("agent/core/a.hpp", "#include \"domain/sample.hpp\"") ==
               "agent/core/a.hpp:1: core must not include domain (domain/sample.hpp); allowed: "
               "nothing");
    for (const auto& [path, header] : {std::pair{"agent/learning/a.cpp", "store/store.hpp"},
                                       {"agent/http/a.cpp", "store/store.hpp"},
                                       {"agent/cli/a.cpp", "store/store.hpp"},
                                       {"agent/store/a.cpp", "app/application.hpp"},
                                       {"agent/worker/a.cpp", "sdk/plugin.hpp"},
                                       {"agent/commands/a.cpp", "config/settings.hpp"},
                                       {"plugins/sdk/a.cpp", "store/store.hpp"},
                                       {"plugins/home_type/a.cpp", "pattern_detection/event.hpp"},
                                       {"agent/newroom/a.cpp", "core/json.hpp"},
                                       {"agent/home/a.cpp", "../store/store.hpp"}})
        BOOST_TEST(verdict(path, std::string("#include \"") + header + "\"") != "",
                   path << " " << header);
}

BOOST_AUTO_TEST_CASE(rooms_that_a_room_may_know_are_fine) {
    for (const auto& [path, header] : {std::pair{"agent/ingest/a.cpp", "store/store.hpp"},
                                       {"agent/app/a.cpp", "mqtt/x.hpp"},
                                       {"agent/worker/a.cpp", "sdk/hearth_plugin.h"},
                                       {"agent/store/a.cpp", "store_sql.hpp"},
                                       {"agent/programs/a.cpp", "app/application.hpp"},
                                       {"plugins/sdk/a.hpp", "core/json.hpp"}})
        BOOST_TEST(verdict(path, std::string("#include \"") + header + "\"") == "",
                   path << " " << header);
    BOOST_TEST(verdict("agent/home/a.cpp", "// #include \"store/c.hpp\"\n") == "");
}

BOOST_AUTO_TEST_CASE(long_files_are_found) {
    std::string text;
    for (int i = 0; i < 450; ++i) text += "int a;\n";
    BOOST_TEST(verdict("agent/home/a.cpp", text) == "");
    BOOST_TEST(verdict("agent/home/a.cpp", text + "int b;\n") ==
               "agent/home/a.cpp:451: has 451 lines; allowed: at most 450, split it");
    BOOST_TEST(verdict("plugins/sdk/a.cpp", text + "int b;\n") == "");
}

BOOST_AUTO_TEST_SUITE_END()
