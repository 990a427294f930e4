#include "app/process_memory.hpp"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdio>
#include <cstring>

namespace hearth::app {

void keep_memory_small() {
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_TRIM_THRESHOLD, 128 * 1024);
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

void release_unused_memory() {
    ::malloc_trim(0);
    std::FILE* maps = std::fopen("/proc/self/maps", "re");
    if (!maps) return;
    char line[512];
    while (std::fgets(line, sizeof line, maps)) {
        unsigned long begin = 0, end = 0;
        char access[5] = {};
        // Executable pages of files only: they are never written, so dropping them loses nothing.
        if (std::sscanf(line, "%lx-%lx %4s", &begin, &end, access) != 3) continue;
        if (std::strcmp(access, "r-xp") != 0 || !std::strchr(line, '/')) continue;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): an address from the kernel
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
    std::fclose(maps);
}

}  // namespace hearth::app
