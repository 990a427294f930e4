// Everything that is wrong in a configuration, to be shown at once.
#pragma once

#include <string>
#include <vector>

namespace hearth::config {

class Problems {
public:
    // where: "hearth.yaml:12"; key: may be empty.
    void add(const std::string& where, const std::string& key, const std::string& text);

    bool empty() const { return lines_.empty(); }
    // One problem a line, in the order in which they were found; the first 50 of them.
    std::string text() const;

private:
    std::vector<std::string> lines_;
};

}  // namespace hearth::config
