#include "store/statement.hpp"

#include <sqlite3.h>

#include <utility>

#include "store/database.hpp"

namespace hearth::store {

namespace {

// SQLite takes a null pointer for NULL; an empty view may hold one.
const char* data_of(std::string_view bytes) { return bytes.data() ? bytes.data() : ""; }

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      bind_error_(other.bind_error_) {}

Statement::~Statement() {
    if (!handle_) return;
    if (!in_use_) {
        sqlite3_finalize(handle_);
        return;
    }
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    *in_use_ = false;
}

void Statement::remember(int code) {
    if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Statement::bind(int index, std::int64_t value) {
    remember(sqlite3_bind_int64(handle_, index, value));
}

void Statement::bind(int index, double value) {
    remember(sqlite3_bind_double(handle_, index, value));
}

void Statement::bind(int index, std::string_view text) {
    remember(sqlite3_bind_text64(handle_, index, data_of(text), text.size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8));
}

void Statement::bind(int index, Blob blob) {
    remember(sqlite3_bind_blob64(handle_, index, data_of(blob.bytes), blob.bytes.size(),
                                 SQLITE_TRANSIENT));
}

void Statement::bind(int index, std::nullptr_t) { remember(sqlite3_bind_null(handle_, index)); }

Result<bool> Statement::step() {
    if (bind_error_ != SQLITE_OK) return database_->error(bind_error_);
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    Error error = database_->error(code);
    sqlite3_reset(handle_);
    return error;
}

Status Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) return row.error();
        if (!*row) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    bind_error_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    const int size = sqlite3_column_bytes(handle_, column);
    return bytes ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string> Statement::optional_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

}  // namespace hearth::store
