#include "app/process_memory.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>

namespace hearth::app {

void keep_memory_small() {
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_TRIM_THRESHOLD, 128 * 1024);
    ::mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

namespace {

// Drops the pages of a library's (or the program's) segments that nobody may write to: code,
// constants, symbol tables. They are unchanged copies of a file, so nothing is lost; what is needed
// comes back by itself.
int drop_unwritten_pages(dl_phdr_info* object, std::size_t, void*) {
    const auto page = static_cast<ElfW(Addr)>(::sysconf(_SC_PAGESIZE));
    for (ElfW(Half) i = 0; i < object->dlpi_phnum; ++i) {
        const ElfW(Phdr)& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
        const ElfW(Addr) first = (object->dlpi_addr + segment.p_vaddr) / page * page;
        const ElfW(Addr) end = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): an address from the loader
        ::madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
    }
    return 0;
}

}  // namespace

void release_unused_memory() {
    ::malloc_trim(0);
    ::dl_iterate_phdr(drop_unwritten_pages, nullptr);
}

}  // namespace hearth::app
