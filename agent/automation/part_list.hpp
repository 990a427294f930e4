// The lists of PartReader: for the files that implement it.
#pragma once

#include "automation/part_reader.hpp"

namespace hearth::automation {

template <class Part>
std::vector<Part> PartReader::list(const Json& value, const std::string& path,
                                   Part (PartReader::*read)(const Json&, const std::string&)) {
    std::vector<Part> out;
    if (value.is_null() || !enter(path)) return out;
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            out.push_back((this->*read)(value[i], path + "/" + std::to_string(i)));
    else
        out.push_back((this->*read)(value, path));
    --depth_;
    return out;
}

}  // namespace hearth::automation
