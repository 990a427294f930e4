#include "cli/table.hpp"

#include <algorithm>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {
constexpr std::size_t kGap = 2;
}

void Table::add_column(std::string title, Align align) {
    columns_.push_back({std::move(title), align});
}

void Table::add_row(std::vector<Cell> cells) {
    cells.resize(columns_.size(), Cell(""));
    rows_.push_back(std::move(cells));
}

std::string Table::render(const Style& style, std::size_t indent) const {
    std::vector<std::size_t> widths;
    std::vector<Cell> head;
    bool titled = false;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = display_width(columns_[i].title);
        for (const auto& row : rows_) width = std::max(width, display_width(row[i].text));
        widths.push_back(width);
        head.emplace_back(columns_[i].title, Tone::kBold);
        titled = titled || !columns_[i].title.empty();
    }
    std::string out = titled ? line(head, widths, style, indent) : "";
    for (const auto& row : rows_) out += line(row, widths, style, indent);
    return out;
}

std::string Table::line(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                        const Style& style, std::size_t indent) const {
    std::string out(indent, ' ');
    std::string owed;  // blanks that are written only when something follows
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t blanks = widths[i] - display_width(cells[i].text);
        if (columns_[i].align == Align::kRight) owed.append(blanks, ' ');
        if (!cells[i].text.empty()) {
            out += owed + style(cells[i].tone, cells[i].text);
            owed.clear();
        }
        if (columns_[i].align == Align::kLeft) owed.append(blanks, ' ');
        owed.append(kGap, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out + "\n";
}

}  // namespace hearth::cli
