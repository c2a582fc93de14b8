// Reading what staff write: the verb and the case.
#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

struct spelling_of {
    verb v;
    std::string_view slash;
    std::string_view chinese;
};

constexpr std::array verbs{
    spelling_of{verb::take, "/take", "接单"},     spelling_of{verb::assign, "/assign", "转派"},
    spelling_of{verb::plan, "/plan", "方案"},     spelling_of{verb::onsite, "/onsite", "到场"},
    spelling_of{verb::wait, "/wait", "等待"},     spelling_of{verb::done, "/done", "完成"},
    spelling_of{verb::reject, "/reject", "驳回"}, spelling_of{verb::note, "/note", "备注"},
    spelling_of{verb::add, "/new", "登记"},       spelling_of{verb::cases, "/cases", "工单"},
    spelling_of{verb::help, "/help", "帮助"},     spelling_of{verb::join, "/join", "加入"},
    spelling_of{verb::undo, "/undo", "撤回"},     spelling_of{verb::verify, "/verify", "核实"},
    spelling_of{verb::visit, "/visit", "上门"},   spelling_of{verb::findings, "/found", "查明"},
    spelling_of{verb::safe, "/safe", "止险"},     spelling_of{verb::approve, "/approve", "批准"},
    spelling_of{verb::priority, "/priority", "改级"}, spelling_of{verb::refer, "/refer", "转出"},
    spelling_of{verb::merge, "/merge", "合并"},   spelling_of{verb::list, "/list", "清单"},
    spelling_of{verb::skip, "/skip", "免做"},     spelling_of{verb::lesson, "/lesson", "总结"},
    spelling_of{verb::reopen, "/reopen", "重开"}, spelling_of{verb::say, "/say", "回复"},
    spelling_of{verb::find, "/find", "查找"},     spelling_of{verb::find, "/find", "上次怎么修的"},
    spelling_of{verb::dossier, "/dossier", "卷宗"},
};

constexpr std::string_view blank = " \t\n\r";

std::string_view trimmed(std::string_view s) {
    const auto from = s.find_first_not_of(blank);
    if (from == s.npos) return {};
    return s.substr(from, s.find_last_not_of(blank) - from + 1);
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// The code at the start of `s`, and how long it is written.
std::optional<std::pair<case_code, std::size_t>> code_at(std::string_view s) {
    constexpr std::size_t digits_max = 12;
    if (s.size() < 4 || (s[0] != 'C' && s[0] != 'c') || (s[1] != 'P' && s[1] != 'p')) return std::nullopt;
    std::size_t at = s[2] == '-' || s[2] == ' ' ? 3 : 2;
    const auto from = at;
    while (at < s.size() && digit(s[at]) && at - from < digits_max) ++at;
    if (at == from) return std::nullopt;
    std::int64_t n = 0;
    std::from_chars(s.data() + from, s.data() + at, n);
    return std::pair{static_cast<case_code>(n), at};
}

// "上次怎么修的？"
bool is_question(std::string_view first, std::string_view verb) {
    for (const std::string_view mark : {"？", "?"})
        if (first.ends_with(mark) && first.substr(0, first.size() - mark.size()) == verb) return true;
    return false;
}

}  // namespace

std::optional<case_code> find_code(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = i == 0 || !(std::isalnum(static_cast<unsigned char>(text[i - 1])));
        if (!starts) continue;
        if (const auto found = code_at(text.substr(i))) return found->first;
    }
    return std::nullopt;
}

std::string_view verb_word(verb v, language l) {
    for (const auto& s : verbs)
        if (s.v == v) return l == language::zh ? s.chinese : s.slash;
    return {};
}

words read_words(std::string_view text) {
    words out;
    text = trimmed(text);
    const auto word_end = std::min(text.find_first_of(blank), text.size());
    auto first = text.substr(0, word_end);
    if (first.starts_with('/')) first = first.substr(0, first.find('@'));  // /take@our_bot
    for (const auto& s : verbs) {
        std::string lower(first);
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        const bool question = s.v == verb::find && is_question(first, s.chinese);
        if (lower != s.slash && first != s.chinese && !question) continue;
        out.verb = s.v;
        out.slash = lower == s.slash;
    }
    if (out.verb == verb::none) {
        out.rest = text;
        return out;
    }
    text = trimmed(text.substr(word_end));
    if (const auto code = code_at(text)) {
        out.code = code->first;
        text = trimmed(text.substr(code->second));
    }
    out.rest = text;
    return out;
}

}  // namespace linli::staff
