// What several benchmarks do with their figures, and how they time other programs.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace hearth::bench {

// Of an even number, the upper of the two in the middle. Precondition: not empty.
inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

inline double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Processor time of all child processes that have ended.
inline double child_cpu_s() {
    rusage use{};
    ::getrusage(RUSAGE_CHILDREN, &use);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

// Wall time of a shell command on one thread, its start included. Throws when it fails.
inline double command_s(const std::string& command) {
    const auto start = std::chrono::steady_clock::now();
    if (std::system(("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 " + command).c_str()) != 0)
        throw std::runtime_error("it failed: " + command);
    return seconds_since(start);
}

}  // namespace hearth::bench
