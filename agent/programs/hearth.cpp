// The command line of Hearth.
#include "cli/command_line.hpp"

int main(int argc, char* argv[]) { return hearth::cli::run_command_line(argc, argv); }
