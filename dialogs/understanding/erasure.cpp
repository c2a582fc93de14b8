#include "dialogs/understanding/erasure.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

// What a piece of the message is. A message that holds anything else is about something else.
enum class part {
    filler,
    wish,        // somebody should do it: else "你们删了我的数据" and "deleted my data" tell what happened
    deletes,     // things
    deletes_me,  // things and people
    forgets,
    deleted,  // it is so already, but for a wish: "I want my data deleted"
    by_then,  // 了
    takes,    // 把
    you,
    me,
    mine,      // of what is named next
    data,      // somebody's
    own_data,  // nobody else's
    all_of_me  // "everything about me"
};
struct piece {
    words said;
    part is;
};
constexpr auto pieces = std::to_array<piece>({
    {U"删除", part::deletes_me},
    {U"删掉", part::deletes_me},
    {U"删去", part::deletes},
    {U"删", part::deletes_me},
    {U"刪除", part::deletes_me},
    {U"刪掉", part::deletes_me},
    {U"刪", part::deletes_me},
    {U"清除", part::deletes},
    {U"清空", part::deletes},
    {U"清掉", part::deletes},
    {U"抹掉", part::deletes},
    {U"抹去", part::deletes},
    {U"销毁", part::deletes},
    {U"移除", part::deletes},
    {U"注销", part::deletes},
    {U"去掉", part::deletes},
    {U"忘掉", part::forgets},
    {U"忘记", part::forgets},
    {U"忘", part::forgets},
    {U"delete", part::deletes_me},
    {U"erase", part::deletes_me},
    {U"remove", part::deletes},
    {U"wipe", part::deletes},
    {U"clear", part::deletes},
    {U"destroy", part::deletes},
    {U"purge", part::deletes},
    {U"close", part::deletes},
    {U"get rid of", part::deletes},
    {U"forget", part::forgets},
    {U"forget about", part::forgets},
    {U"deleted", part::deleted},
    {U"erased", part::deleted},
    {U"removed", part::deleted},
    {U"wiped", part::deleted},
    {U"forgotten", part::deleted},

    {U"请", part::wish},
    {U"帮", part::wish},
    {U"帮忙", part::wish},
    {U"麻烦", part::wish},
    {U"要", part::wish},
    {U"想", part::wish},
    {U"想要", part::wish},
    {U"需要", part::wish},
    {U"希望", part::wish},
    {U"要求", part::wish},
    {U"申请", part::wish},
    {U"能", part::wish},
    {U"能不能", part::wish},
    {U"可以", part::wish},
    {U"可不可以", part::wish},
    {U"可否", part::wish},
    {U"会", part::wish},
    {U"给", part::wish},
    {U"吧", part::wish},
    {U"我要", part::wish},
    {U"我想", part::wish},
    {U"我想要", part::wish},
    {U"我希望", part::wish},
    {U"我要求", part::wish},
    {U"我申请", part::wish},
    {U"我需要", part::wish},
    {U"帮我", part::wish},
    {U"给我", part::wish},
    {U"替我", part::wish},
    {U"我能", part::wish},
    {U"我可以", part::wish},
    {U"please", part::wish},
    {U"pls", part::wish},
    {U"want", part::wish},
    {U"would", part::wish},
    {U"id like", part::wish},
    {U"need", part::wish},
    {U"wish", part::wish},
    {U"can", part::wish},
    {U"could", part::wish},
    {U"request", part::wish},
    {U"must", part::wish},
    {U"should", part::wish},
    {U"will", part::wish},

    {U"你", part::you},
    {U"你们", part::you},
    {U"您", part::you},
    {U"you", part::you},
    {U"我", part::me},
    {U"me", part::me},
    {U"了", part::by_then},
    {U"把", part::takes},
    {U"将", part::takes},
    {U"我的", part::mine},
    {U"my", part::mine},
    {U"本人的", part::mine},
    {U"本人", part::mine},

    {U"数据", part::data},
    {U"资料", part::data},
    {U"資料", part::data},
    {U"數據", part::data},
    {U"個人資料", part::own_data},
    {U"信息", part::data},
    {U"记录", part::data},
    {U"聊天记录", part::data},
    {U"对话", part::data},
    {U"对话记录", part::data},
    {U"隐私", part::data},
    {U"一切", part::data},
    {U"电话号码", part::data},
    {U"手机号", part::data},
    {U"姓名", part::data},
    {U"data", part::data},
    {U"information", part::data},
    {U"info", part::data},
    {U"details", part::data},
    {U"records", part::data},
    {U"history", part::data},
    {U"chat", part::data},
    {U"chats", part::data},
    {U"messages", part::data},
    {U"profile", part::data},
    {U"name", part::data},
    {U"phone number", part::data},
    {U"个人数据", part::own_data},
    {U"个人资料", part::own_data},
    {U"个人信息", part::own_data},
    {U"个人隐私", part::own_data},
    {U"账号", part::own_data},
    {U"账户", part::own_data},
    {U"帐号", part::own_data},
    {U"personal data", part::own_data},
    {U"personal information", part::own_data},
    {U"personal details", part::own_data},
    {U"account", part::own_data},
    {U"关于我的", part::all_of_me},
    {U"有关我的", part::all_of_me},
    {U"和我有关的", part::all_of_me},
    {U"与我有关的", part::all_of_me},
    {U"跟我有关的", part::all_of_me},
    {U"about me", part::all_of_me},
    {U"on me", part::all_of_me},
    {U"of me", part::all_of_me},
    {U"of mine", part::all_of_me},

    {U"一下", part::filler},
    {U"掉", part::filler},
    {U"的", part::filler},
    {U"都", part::filler},
    {U"全", part::filler},
    {U"全部", part::filler},
    {U"全都", part::filler},
    {U"所有", part::filler},
    {U"所有的", part::filler},
    {U"内容", part::filler},
    {U"东西", part::filler},
    {U"现在", part::filler},
    {U"马上", part::filler},
    {U"立即", part::filler},
    {U"立刻", part::filler},
    {U"彻底", part::filler},
    {U"系统里", part::filler},
    {U"系统中", part::filler},
    {U"从系统里", part::filler},
    {U"从系统中", part::filler},
    {U"这里", part::filler},
    {U"这边", part::filler},
    {U"吗", part::filler},
    {U"么", part::filler},
    {U"呢", part::filler},
    {U"啊", part::filler},
    {U"好", part::filler},
    {U"好吗", part::filler},
    {U"谢谢", part::filler},
    {U"你好", part::filler},
    {U"您好", part::filler},
    {U"怎么", part::filler},
    {U"怎样", part::filler},
    {U"如何", part::filler},
    {U"在哪", part::filler},
    {U"在哪里", part::filler},
    {U"和", part::filler},
    {U"以及", part::filler},
    {U"那些", part::filler},
    {U"存的", part::filler},
    {U"i", part::filler},
    {U"the", part::filler},
    {U"all", part::filler},
    {U"of", part::filler},
    {U"any", part::filler},
    {U"that", part::filler},
    {U"what", part::filler},
    {U"which", part::filler},
    {U"whatever", part::filler},
    {U"everything", part::filler},
    {U"anything", part::filler},
    {U"have", part::filler},
    {U"hold", part::filler},
    {U"keep", part::filler},
    {U"kept", part::filler},
    {U"store", part::filler},
    {U"stored", part::filler},
    {U"know", part::filler},
    {U"and", part::filler},
    {U"from", part::filler},
    {U"in", part::filler},
    {U"your", part::filler},
    {U"system", part::filler},
    {U"systems", part::filler},
    {U"database", part::filler},
    {U"now", part::filler},
    {U"immediately", part::filler},
    {U"completely", part::filler},
    {U"permanently", part::filler},
    {U"also", part::filler},
    {U"to", part::filler},
    {U"be", part::filler},
    {U"get", part::filler},
    {U"like", part::filler},
    {U"do", part::filler},
    {U"how", part::filler},
    {U"where", part::filler},
    {U"here", part::filler},
    {U"thanks", part::filler},
    {U"thank you", part::filler},
    {U"hi", part::filler},
    {U"hello", part::filler},
    {U"just", part::filler},
    {U"ok", part::filler},
});

// The longest piece that stands at the beginning; nullptr: none does.
const piece* piece_at(words said) {
    const piece* best = nullptr;
    for (const auto& p : pieces) {
        if (!said.starts_with(p.said)) continue;
        const bool whole = !is_letter(p.said.back()) || said.size() == p.said.size() || !is_word(said[p.said.size()]);
        if (whole && (best == nullptr || p.said.size() > best->said.size())) best = &p;
    }
    return best;
}

// Which parts were met, and in what order where that matters.
class request {
public:
    void add(part p) {
        met_[static_cast<std::size_t>(p)] = true;
        const bool names = p == part::data || p == part::own_data || p == part::all_of_me || p == part::me;
        if (names && !has_verb()) named_first_ = true;
        if (p == part::you && !has_verb()) accuses_ = true;
        if (p == part::by_then && has_verb()) over_ = true;
    }

    bool is_one() const {
        const bool wished = met(part::wish);
        if (!has_verb() && !(met(part::deleted) && wished)) return false;
        if (accuses_ && !wished) return false;
        if (named_first_ && over_ && !wished && (!met(part::takes) || !names_data())) return false;
        const bool person = met(part::me) && (met(part::forgets) || met(part::deletes_me));
        return names_data() || person;
    }

private:
    bool met(part p) const { return met_[static_cast<std::size_t>(p)]; }
    bool has_verb() const { return met(part::deletes) || met(part::deletes_me) || met(part::forgets); }
    bool names_data() const {
        return (met(part::mine) && met(part::data)) || met(part::own_data) || met(part::all_of_me);
    }

    std::array<bool, 14> met_{};
    bool named_first_ = false;  // before what shall be done with it
    bool accuses_ = false;      // "you did it", if it is no wish
    bool over_ = false;         // "deleted already", if it is no wish
};

}  // namespace

bool asks_erasure(words said) {
    constexpr words marks = U" .,!?;:~\n\"'-";
    request r;
    while (!said.empty()) {
        if (marks.find(said.front()) != marks.npos) {
            said.remove_prefix(1);
            continue;
        }
        const auto* p = piece_at(said);
        if (p == nullptr) return false;
        r.add(p->is);
        said.remove_prefix(p->said.size());
    }
    return r.is_one();
}

}  // namespace linli
