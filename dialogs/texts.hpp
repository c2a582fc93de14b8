// Every sentence that Linli says, by key and language. Data of texts/zh-CN and texts/en;
// parsed by gateway/, which also refuses a file with a missing key or an unknown placeholder.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "dialogs/person.hpp"

namespace linli {

class texts {
public:
    using argument = std::pair<std::string_view, std::string_view>;
    using table = std::map<std::string, std::string, std::less<>>;

    texts() = default;
    texts(table zh, table en) : zh_(std::move(zh)), en_(std::move(en)) {}

    // The text with every {name} replaced by its argument. A key that is missing is a bug in the
    // program, so it throws std::out_of_range (the loader has compared both tables).
    std::string say(language l, std::string_view key, std::initializer_list<argument> arguments = {}) const;
    bool has(language l, std::string_view key) const;

private:
    const table& in(language l) const { return l == language::zh ? zh_ : en_; }

    table zh_;
    table en_;
};

}  // namespace linli
