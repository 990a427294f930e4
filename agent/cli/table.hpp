// A table of text: columns as wide as their widest cell, figures to the right, two blanks between.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/style.hpp"

namespace hearth::cli {

enum class Align { kLeft, kRight };

struct Cell {
    Cell(std::string text, Tone tone = Tone::kPlain) : text(std::move(text)), tone(tone) {}
    Cell(const char* text) : text(text) {}
    std::string text;  // valid UTF-8 on one line; see printable()
    Tone tone = Tone::kPlain;
};

class Table {
public:
    // An empty title in every column: the table has no head.
    void add_column(std::string title, Align align = Align::kLeft);
    // Missing cells are empty; more cells than columns are left out.
    void add_row(std::vector<Cell> cells);
    bool empty() const { return rows_.empty(); }

    // Lines ending in '\n', each begun with `indent` blanks and without trailing ones.
    std::string render(const Style& style, std::size_t indent = 0) const;

private:
    struct Column {
        std::string title;
        Align align;
    };
    std::string line(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                     const Style& style, std::size_t indent) const;

    std::vector<Column> columns_;
    std::vector<std::vector<Cell>> rows_;
};

}  // namespace hearth::cli
