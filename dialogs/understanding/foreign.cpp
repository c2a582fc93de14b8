#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "dialogs/understanding/first_letters.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

// Small words that neither English nor toneless pinyin has; two of them make a sentence.
constexpr auto small_words = std::to_array<std::u32string_view>(
    {U"hola",   U"buenos",   U"buenas",  U"gracias", U"por favor", U"esta",    U"tengo",   U"ayuda",    U"agua",
     U"luz",    U"ascensor", U"bonjour", U"merci",   U"svp",       U"je",      U"est",     U"pas",      U"dans",
     U"il y a", U"bitte",    U"danke",   U"ich",     U"ist",       U"nicht",   U"kein",    U"wasser",   U"wohnung",
     U"ola",    U"obrigado", U"nao",     U"tem",     U"meu",       U"minha",   U"ciao",    U"grazie",   U"acqua",
     U"tolong", U"rusak",    U"tidak",   U"saya",    U"xin",       U"khong",   U"nuoc",    U"salamat",  U"sira",
     U"wala",   U"yung",     U"aku",     U"hay",     U"fuego",     U"socorro", U"auxilio", U"incendio", U"torre",
     U"piso",   U"feuer",    U"hilfe",   U"feu",     U"secours",   U"cháy",    U"nhà",     U"cứu"});

bool is_kana(char32_t c) { return c >= 0x3041 && c <= 0x30FF && c != 0x30FB && c != 0x30FC; }

constexpr words_by_letter small_words_by_letter(small_words);

bool stands_alone(const folded& text, std::size_t at, std::u32string_view w) {
    return stands(text, at, w) && (at == 0 || !is_word(text.chars[at - 1])) && !is_word(text.at(at + w.size()));
}

}  // namespace

bool read_foreign(const folded& text) {
    std::size_t ours = 0, theirs = 0, kana = 0, small = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text.chars[i];
        if (is_han(c) || is_letter(c))
            ++ours;
        else if (is_kana(c))
            ++kana;
        else if (c >= 0x80 && u_isalpha(static_cast<UChar32>(c)))
            ++theirs;
        if (!is_letter(c) || (i > 0 && is_word(text.chars[i - 1]))) continue;
        const auto some = small_words_by_letter.with(c);
        small += std::any_of(some.begin(), some.end(), [&](std::u32string_view w) { return stands_alone(text, i, w); });
    }
    constexpr std::size_t enough_kana = 3;  // の in a Chinese sentence is fashion
    return theirs > ours || kana >= enough_kana || small >= 2;
}

}  // namespace linli
