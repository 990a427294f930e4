// The daemon of Hearth.
#include "app/run_daemon.hpp"

int main(int argc, char* argv[]) { return hearth::app::run_daemon(argc, argv); }
