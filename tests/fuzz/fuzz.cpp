// fuzz TARGET [options of libFuzzer] [folders with inputs]: one target under clang's libFuzzer.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/target.hpp"

namespace {

const hearth::fuzz::Target* target = nullptr;

}  // namespace

// The names are libFuzzer's. NOLINTBEGIN(readability-identifier-naming)
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    target = *argc > 1 ? hearth::fuzz::find_target((*argv)[1]) : nullptr;
    if (target == nullptr) {
        std::fputs("fuzz: the first argument is a target; fuzz_sample --list names them\n", stderr);
        std::exit(EXIT_FAILURE);
    }
    (*argv)[1] = (*argv)[0];
    ++*argv;
    --*argc;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    target->run({reinterpret_cast<const char*>(data), size});
    return 0;
}
// NOLINTEND(readability-identifier-naming)
