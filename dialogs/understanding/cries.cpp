#include "dialogs/understanding/cries.hpp"

#include <algorithm>
#include <array>

namespace linli {
namespace {

struct known_cry {
    std::u32string_view words;  // folded; of two that begin alike the longer one stands first
    cry means;
};

constexpr cry person{"safety.person", true}, fire{"safety.fire", true}, crime{"safety.crime", true},
    trapped{"elevator.trapped", true};
constexpr cry perhaps{"safety.person",
                      false};  // 120 may be a flat, 快来 impatience: asked about, and silence is no yes

constexpr auto cries = std::to_array<known_cry>({
    {U"要死人", person},
    {U"死人", person},
    {U"出人命", person},
    {U"人命关天", person},
    {U"有人死", person},
    {U"有血", person},
    {U"好多血", person},
    {U"全是血", person},
    {U"都是血", person},
    {U"流血", person},
    {U"出血", person},
    {U"快来救人", person},
    {U"快来人", person},
    {U"快来", perhaps},
    {U"来人", person},
    {U"快救人", person},
    {U"救救我", person},
    {U"救我", person},
    {U"救命", person},
    {U"救人", person},
    {U"不好了", person},
    {U"不好啦", person},
    {U"出大事", person},
    {U"出事", person},
    {U"紧急情况", person},
    {U"紧急", person},
    {U"十万火急", person},
    {U"叫救护车", person},
    {U"快叫救护车", person},
    {U"救护车", person},
    {U"要出人命", person},
    {U"我要死", person},
    {U"要死", perhaps},
    {U"我快死", person},
    {U"快死", person},
    {U"快不行", person},
    {U"我不行", person},
    {U"不行", perhaps},
    {U"疼死我", perhaps},
    {U"疼死", perhaps},
    {U"jiuming", person},
    {U"zhaohuo le", fire},
    {U"zhaohuo", fire},
    {U"i am dying", person},
    {U"im dying", person},
    {U"\U0001F525", fire},
    {U"\U0001F198", person},
    {U"\U0001F6A8", perhaps},
    {U"火", fire},
    {U"爆炸", fire},
    {U"炸了", fire},
    {U"快报警", crime},
    {U"报警", crime},
    {U"杀人", crime},
    {U"sos", person},
    {U"mayday", person},
    {U"emergency", person},
    {U"ambulance", person},
    {U"help me", person},
    {U"help us", person},
    {U"please help", person},
    {U"somebody help", person},
    {U"someone help", person},
    {U"come quick", person},
    {U"come quickly", person},
    {U"come now", person},
    {U"blood everywhere", person},
    {U"blood", person},
    {U"someone died", person},
    {U"somebody died", person},
    {U"dead body", person},
    {U"call an ambulance", person},
    {U"call ambulance", person},
    {U"call the police", crime},
    {U"call police", crime},
    {U"police", crime},
    {U"murder", crime},
    {U"fire", fire},
    {U"explosion", fire},
    {U"exploded", fire},
    {U"call 119", fire},
    {U"call 120", person},
    {U"call 110", crime},
    {U"someone stuck", trapped},
    {U"someone is stuck", trapped},
    {U"somebody stuck", trapped},
    {U"somebody is stuck", trapped},
    {U"people stuck", trapped},
    {U"im stuck", trapped},
    {U"i am stuck", trapped},
    {U"被困住", trapped},
    {U"被困", trapped},
    {U"我被困", trapped},
    {U"困住", trapped},
    {U"call 911", person},
    {U"120", perhaps},
    {U"119", perhaps},
    {U"110", perhaps},
    {U"911", perhaps},
    {U"999", perhaps},
    {U"112", perhaps},
});

constexpr std::u32string_view marks = U" .,!?;:~\n";
constexpr std::u32string_view particles = U"了啊呀啦哇吧";

void drop(std::u32string_view& text, std::u32string_view what) {
    while (!text.empty() && what.find(text.front()) != what.npos) text.remove_prefix(1);
}

bool begins_with(std::u32string_view text, std::u32string_view words) {
    return text.starts_with(words) &&
           !(is_word(words.back()) && text.size() > words.size() && is_word(text[words.size()]));
}

// "HELP!!": without a mark the same word asks for the list of commands (SMS).
bool shouts_help(std::u32string_view text) {
    constexpr std::u32string_view help = U"help";
    bool said = false;
    while (begins_with(text, help)) {
        said = true;
        text.remove_prefix(help.size());
        if (text.empty()) return false;
        const bool shouted = text.front() == U'!';
        drop(text, marks);
        if (text.empty()) return shouted;
    }
    return said && text.empty();
}

}  // namespace

bool only_opens(const folded& text) {
    constexpr auto openings = std::to_array<std::u32string_view>({U"有个事",
                                                                  U"有件事",
                                                                  U"有点事",
                                                                  U"有事",
                                                                  U"有个事想说",
                                                                  U"有点事想说",
                                                                  U"有个事情",
                                                                  U"我有个事",
                                                                  U"我有个问题",
                                                                  U"有个问题",
                                                                  U"我有点事",
                                                                  U"想反映个情况",
                                                                  U"想反映一个情况",
                                                                  U"想反映情况",
                                                                  U"我想反映个情况",
                                                                  U"我要反映个情况",
                                                                  U"我要反映",
                                                                  U"我想反映",
                                                                  U"反映个问题",
                                                                  U"想反映个问题",
                                                                  U"我想反映个问题",
                                                                  U"我想咨询一下",
                                                                  U"想咨询一下",
                                                                  U"咨询一下",
                                                                  U"我想咨询",
                                                                  U"i have a problem",
                                                                  U"i have a question",
                                                                  U"i need help with something",
                                                                  U"can someone help me",
                                                                  U"can somebody help me",
                                                                  U"can you help me",
                                                                  U"i want to report something",
                                                                  U"i need some help",
                                                                  U"i have an issue"});
    std::u32string_view rest = text.chars;
    drop(rest, marks);
    while (!rest.empty() && (marks.find(rest.back()) != marks.npos || particles.find(rest.back()) != particles.npos))
        rest.remove_suffix(1);
    return std::ranges::find(openings, rest) != openings.end();
}

cry read_cry(const folded& text) {
    constexpr std::size_t longest = 40;  // characters
    if (text.size() > longest) return {};
    std::u32string_view rest = text.chars;
    drop(rest, marks);
    if (shouts_help(rest)) return person;
    cry first;
    while (!rest.empty()) {
        const auto known = std::ranges::find_if(cries, [&](const known_cry& c) { return begins_with(rest, c.words); });
        if (known == cries.end()) return {};
        if (first.category.empty() || (known->means.plain && !first.plain)) first = known->means;
        rest.remove_prefix(known->words.size());
        drop(rest, particles);
        drop(rest, marks);
    }
    return first;
}

}  // namespace linli
