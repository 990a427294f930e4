// fuzz_sample TARGET|--all [INPUTS] [SEED]: runs a target, or each, on its seeds, and on that many
// changed ones. fuzz_sample --list: the names of the targets. fuzz_sample --seeds FOLDER: writes
// the seeds of each target into a folder of its name.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "fuzz/mutator.hpp"
#include "fuzz/target.hpp"

namespace hearth::fuzz {

namespace {

int list_targets() {
    for (const Target& target : all_targets()) std::puts(target.name);
    return EXIT_SUCCESS;
}

int write_seeds(const std::filesystem::path& folder) {
    for (const Target& target : all_targets()) {
        std::filesystem::create_directories(folder / target.name);
        int number = 0;
        for (const std::string& seed : target.seeds()) {
            const auto path = folder / target.name / ("seed_" + std::to_string(number++));
            if (!std::ofstream(path, std::ios::binary)
                     .write(seed.data(), static_cast<std::streamsize>(seed.size())))
                throw std::runtime_error("cannot write " + path.string());
        }
    }
    return EXIT_SUCCESS;
}

void sample(const Target& target, long inputs, std::uint64_t seed) {
    std::printf("%s: ", target.name);
    std::fflush(stdout);  // a target that breaks is known by name
    const auto seeds = target.seeds();
    demand(!seeds.empty(), "a target has seeds");
    for (const std::string& one : seeds) target.run(one);
    Mutator mutator(seeds, seed);
    for (long i = 0; i < inputs; ++i) target.run(mutator.next());
    std::printf("%zu seeds, %ld changed inputs\n", seeds.size(), inputs);
}

int run(const std::vector<std::string>& arguments) {
    const std::string first = arguments.empty() ? "" : arguments[0];
    if (first == "--list") return list_targets();
    if (first == "--seeds" && arguments.size() == 2) return write_seeds(arguments[1]);
    const Target* only = find_target(first);
    if (!only && first != "--all")
        throw std::runtime_error("give a target or --all; fuzz_sample --list names them");
    const long inputs = arguments.size() > 1 ? std::stol(arguments[1]) : 2000;
    const std::uint64_t seed = arguments.size() > 2 ? std::stoull(arguments[2]) : 1;
    for (const Target& target : all_targets())
        if (!only || only == &target) sample(target, inputs, seed);
    return EXIT_SUCCESS;
}

}  // namespace

}  // namespace hearth::fuzz

int main(int argc, char** argv) {
    try {
        return hearth::fuzz::run({argv + 1, argv + argc});
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "fuzz_sample: %s\n", failure.what());
        return EXIT_FAILURE;
    }
}
