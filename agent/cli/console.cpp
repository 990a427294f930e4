#include "cli/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>

namespace hearth::cli {

namespace {

constexpr std::size_t kLeastWidth = 40;

std::size_t terminal_width() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < kLeastWidth) return 80;
    return size.ws_col;
}

}  // namespace

Console Console::of_process() {
    const bool terminal = ::isatty(STDOUT_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
    return Console{std::cout,
                   std::cerr,
                   Style::for_output(STDOUT_FILENO),
                   Style::for_output(STDERR_FILENO),
                   terminal,
                   terminal_width()};
}

void Console::print_json(const Json& value) const {
    out << value.dump(2, ' ', false, Json::error_handler_t::replace) << std::endl;
}

void Console::print_error(const Error& error) const {
    err << error_style(Tone::kBad, "hearth:") << ' ' << error.text << std::endl;
}

void Console::note(const std::string& text) const { err << text << std::endl; }

}  // namespace hearth::cli
