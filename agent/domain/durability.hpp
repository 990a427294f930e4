// How much a stored message or event must survive.
#pragma once

namespace hearth {

enum class Durability {
    kNormal,  // kill -9; a power cut may cost the newest messages, never a file
    kFull,    // a power cut too: every message and every commit waits for the disk
};

}  // namespace hearth
