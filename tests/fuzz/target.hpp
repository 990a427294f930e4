// Fuzz targets: one for each parser of what comes from outside. A target reads any bytes; it must
// return, and what it says of them must hold.
//
// The same targets run in two ways: `fuzz` (clang's libFuzzer, ./dev test --fuzz), which looks for
// inputs that reach new code, and `fuzz_sample` (any compiler, part of every test run), which
// changes the seeds at random.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::fuzz {

struct Target {
    const char* name;
    void (*run)(std::string_view input);
    std::vector<std::string> (*seeds)();
};

// In alphabetical order of their names.
const std::vector<Target>& all_targets();

// Null when there is none of this name.
const Target* find_target(std::string_view name);

// Ends the process, saying what does not hold.
void demand(bool holds, const char* what);

// The targets of one room each.
std::vector<Target> automation_targets();
std::vector<Target> core_targets();
std::vector<Target> door_targets();
std::vector<Target> file_targets();
std::vector<Target> home_targets();

}  // namespace hearth::fuzz
