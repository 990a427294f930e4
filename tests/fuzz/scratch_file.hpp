// A file in memory, for parsers that take a path.
#pragma once

#include <string>
#include <string_view>

namespace hearth::fuzz {

class ScratchFile {
public:
    ScratchFile();
    void write(std::string_view content) const;
    std::string path() const;

private:
    int descriptor_;
};

}  // namespace hearth::fuzz
