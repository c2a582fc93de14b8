// The small readings of a message: its language, yes or no, times, a name, abuse.
//
// Pure functions over a folded text.
#pragma once

#include <string>
#include <string_view>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

// By its script; `hint` where there is too little to tell (digits, "ok", a plate).
language read_language(const folded& text, language hint);

// Whether it is written in neither Chinese nor English: by its script, or by words that only such
// languages have.
bool read_foreign(const folded& text);

// Yes or no, where the message, or its first clause, says nothing else: 对 嗯 是的 yep; 不用 nope.
yes_no read_yes_no(const folded& text);

// The words that say when, verbatim: "昨晚十点", "since monday". Empty when there are none.
std::string read_time_words(const folded& text);

// How warm it is in a room, verbatim: 14度, 十五度左右 is 十五度, "15 degrees". No kilowatt-hours (200度电).
std::string read_degrees(const folded& text);

// What the person wants to be called: 我姓陈 is 陈, "my name is Ann" is Ann.
std::string read_name(const folded& text);

// Whether it is a question to whoever reads it: by its mark, its last or its first words.
bool read_asks(const folded& text);

// Insults at whoever reads this. Not complaints about insults.
bool read_abuse(const folded& text);
// The same words with each insult replaced by two stars: what they are about is passed on, the blow is
// not. Words that tell of insults stay as they are.
std::string softened(std::string_view said);

}  // namespace linli
