// Keeps the daemon's resident memory at what it works with.
#pragma once

namespace hearth::app {

// One arena and prompt return of freed memory. Call first in main.
void keep_memory_small();

// Gives freed heap back, and drops code pages from the resident set: most of what is resident after
// the start is code that only the start needed (dynamic linking, option parsing, YAML). Code is
// read again from the page cache when it runs, so this costs some hundred page faults and no I/O.
void release_unused_memory();

}  // namespace hearth::app
