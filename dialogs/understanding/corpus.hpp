// Labelled messages, from which the models are taught and on which they are examined.
//
//   batch  = { line "\n" }                        one file of dialogs/corpus/, one voice
//   line   = label TAB danger TAB place TAB text  | "#" remark
//   label  = subcategory | "intent:" intent | "none"
//   danger = "1" life is in danger, here and now | "0" | "?" nobody could tell without asking
//   place  = building "/" unit "/" room | "-"
//
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialogs/result.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

struct corpus_line {
    std::string label;
    danger danger_here = danger::none;
    linli::place place;
    std::string text;
};

struct corpus_batch {
    std::string name;
    std::vector<corpus_line> lines;
};

struct corpus_error {
    int line = 0;
    std::string what;
};

result<corpus_batch, corpus_error> parse_batch(std::string_view name, std::string_view tsv);
// One line of a batch; the text must hold no tab and no line end.
std::string to_tsv(const corpus_line& line);

}  // namespace linli
