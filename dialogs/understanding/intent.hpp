// What a message wants: a complaint, news, a person, an end to it.
//
// Commands of the bot are whole messages ("help", "上一步"); the taxonomy's intents are read from
// their word rules and example phrases, against the evidence for a complaint. Thread-safe after
// construction.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/category.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/phrase_model.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

class intent_reader {
public:
    intent_reader(const taxonomy& t, lexicon& words, const folder& fold);

    // `text` and `matches` as for category_reader::read; `said` already has its codes, digit and
    // life_safety. Returns an id as reading::intent has it, or empty.
    std::string read(const folded& text, std::span<const rule_match> matches,
                     const ranking& complaint, const reading& said) const;

private:
    std::vector<std::string> ids_;
    std::uint32_t first_ = 0;
    std::vector<std::uint32_t> intent_of_;  // by rule, the index in ids_
    phrase_model phrases_;
};

// The bot's command that is the whole message, or empty.
std::string_view read_command(const folded& text);

}  // namespace linli
