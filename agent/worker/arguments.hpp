// The command line of hearth-worker.
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace hearth::worker {

struct Arguments {
    std::string plugin;            // absolute path of the shared object
    int fd = -1;                   // socket to the daemon
    int nice = 0;                  // niceness, 0 to 19
    bool trust_any_owner = false;  // development: load from folders that others may write to
};

// kInvalid with what is wrong and how to call the program.
Result<Arguments> parse_arguments(const std::vector<std::string>& words);

}  // namespace hearth::worker
