// JSON written by appending: no tree, no allocation but the text itself (shared core findings: the
// sender renders by appending). Invalid UTF-8 becomes U+FFFD; U+2028 and U+2029 are escaped, since
// the text may land in a script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace linli::adapters {

void append_json_string(std::string& out, std::string_view text);

// Puts the commas; the caller pairs begin and end.
class json_writer {
public:
    explicit json_writer(std::string& out) : out_(out) {}

    json_writer& begin(char bracket);
    json_writer& end(char bracket);
    json_writer& key(std::string_view name);  // a plain ASCII name of ours
    json_writer& text(std::string_view value);
    json_writer& number(std::int64_t value);
    json_writer& flag(bool value);
    json_writer& raw(std::string_view json);  // one finished value

private:
    void separate();

    std::string& out_;
    bool comma_ = false;
};

}  // namespace linli::adapters
