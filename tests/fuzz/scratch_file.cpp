#include "fuzz/scratch_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/target.hpp"

namespace hearth::fuzz {

ScratchFile::ScratchFile() : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    demand(descriptor_ >= 0, "there is memory for a file");
}

void ScratchFile::write(std::string_view content) const {
    demand(::ftruncate(descriptor_, 0) == 0, "the file can be emptied");
    demand(::pwrite(descriptor_, content.data(), content.size(), 0) ==
               static_cast<ssize_t>(content.size()),
           "the file can be written");
}

std::string ScratchFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

}  // namespace hearth::fuzz
