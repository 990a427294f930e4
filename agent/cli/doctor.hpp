// What `hearth doctor` finds out without a daemon: one check each for what an installation needs,
// with advice for what is wrong.
//
// Blocking; every check ends within a few seconds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/api_client.hpp"
#include "config/settings.hpp"
#include "core/json.hpp"

namespace hearth::cli {

enum class Finding { kGood, kWarning, kBad };

struct Check {
    std::string name;  // such as "configuration"
    Finding finding = Finding::kGood;
    std::string text;    // what was found
    std::string advice;  // what to do; empty when good
};

// Reads the configuration (empty path: defaults only). On success `settings` holds it.
Check check_configuration(const std::string& path, const std::vector<std::string>& overrides,
                          config::Settings& settings);
Check check_plugins(const config::Settings& settings);
Check check_worker(const config::Settings& settings);
// Which library answers as libblas.so.3: training on the reference BLAS is many times slower.
// alternatives: Debian's folder of chosen alternatives; library_folders: where to look without it.
Check check_blas(const std::string& alternatives = "/etc/alternatives",
                 const std::vector<std::string>& library_folders = {"/usr/lib", "/lib"});
Check check_data_folder(const config::Settings& settings);
// Whether all trainings that may run at once fit into the machine's memory.
Check check_memory(const config::Settings& settings, std::int64_t machine_bytes);
Check check_time_zone(const config::Settings& settings);
// A TCP connection to the broker's host and port, nothing more.
Check check_broker(const config::Settings& settings);
Check check_daemon(ApiClient& client);

// {"checks":[{"name","result":"good|warning|bad","text","advice"}],"failed":n}
Json doctor_report(const std::vector<Check>& checks);

}  // namespace hearth::cli
