// What a scenario wants the scripted plugin to do: a file that the scenario writes beside the data
// folder's jobs, read anew for each training and each start of serving.
//
//   {"scores":{"model":{"top1":0.8},"incumbent":{…},"guess":{"top1":0.5}},
//    "anchor":{"top1":0.8}, "answers":{"light.a=on":0.9}, "fallback_answers":{…},
//    "explain":{"synergies":[…]}, "holdout":120, "hold":false, "hoard":false, "fail":"words",
//    "crash":false, "finite":true, "constant":false}
//
// Everything may be left out. Without "incumbent" the incumbent scores what it scored itself.
#pragma once

#include <string>

#include "core/json.hpp"

namespace hearth::scripted {

// The folder above the one that holds `inside`. `levels` up.
std::string folder_above(const std::string& inside, int levels);
// An empty object when there is none.
Json read_script(const std::string& data_folder);
// The JSON in a file; an empty object when it cannot be read.
Json read_object(const std::string& path);

}  // namespace hearth::scripted
