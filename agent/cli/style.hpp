// Colour, where it is wanted: on a terminal, without NO_COLOR (no-color.org) and TERM=dumb.
#pragma once

#include <string>

namespace hearth::cli {

enum class Tone { kPlain, kBold, kDim, kGood, kBad, kWarning, kAccent };

class Style {
public:
    explicit Style(bool colour) : colour_(colour) {}

    // For what is written to this file descriptor.
    static Style for_output(int descriptor);

    // The text with the codes around it; unchanged without colour.
    std::string operator()(Tone tone, const std::string& text) const;

    bool colour() const { return colour_; }

private:
    bool colour_;
};

}  // namespace hearth::cli
