#include <algorithm>
#include <array>

#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto yes = std::to_array<words>({U"是",
                                           U"是的",
                                           U"对",
                                           U"对的",
                                           U"对对",
                                           U"对啊",
                                           U"对呀",
                                           U"嗯",
                                           U"嗯嗯",
                                           U"恩",
                                           U"好",
                                           U"好的",
                                           U"好吧",
                                           U"好呀",
                                           U"好啊",
                                           U"可以",
                                           U"可以的",
                                           U"行",
                                           U"行吧",
                                           U"没错",
                                           U"确认",
                                           U"提交",
                                           U"同意",
                                           U"有",
                                           U"有的",
                                           U"有人",
                                           U"是啊",
                                           U"是呀",
                                           U"当然",
                                           U"需要",
                                           U"要",
                                           U"要的",
                                           U"到了",
                                           U"已经到了",
                                           U"解决了",
                                           U"已解决",
                                           U"解决啦",
                                           U"修好了",
                                           U"好了",
                                           U"搞定了",
                                           U"还在",
                                           U"还在继续",
                                           U"还有",
                                           U"一直",
                                           U"一直在",
                                           U"能",
                                           U"能关",
                                           U"方便",
                                           U"没问题",
                                           U"没问题的",
                                           U"ok",
                                           U"okay",
                                           U"yes",
                                           U"y",
                                           U"yeah",
                                           U"yep",
                                           U"yup",
                                           U"ya",
                                           U"yes please",
                                           U"yes it is",
                                           U"yes there is",
                                           U"it is",
                                           U"sure",
                                           U"correct",
                                           U"right",
                                           U"thats right",
                                           U"confirm",
                                           U"confirmed",
                                           U"of course",
                                           U"fine",
                                           U"sounds good",
                                           U"looks good",
                                           U"all good",
                                           U"go ahead",
                                           U"please go ahead",
                                           U"go for it",
                                           U"thats correct",
                                           U"that is correct",
                                           U"that is right",
                                           U"yes thats right",
                                           U"yes, thats right",
                                           U"yep thats right",
                                           U"yes that is right",
                                           U"yes thats correct",
                                           U"yes correct",
                                           U"yes go ahead",
                                           U"中",
                                           U"妥",
                                           U"没毛病",
                                           U"good",
                                           U"definitely",
                                           U"please do",
                                           U"submit",
                                           U"send",
                                           U"send it",
                                           U"solved",
                                           U"fixed",
                                           U"its fixed",
                                           U"yes thanks",
                                           U"hai you",
                                           U"shi",
                                           U"shide",
                                           U"dui",
                                           U"hao",
                                           U"haode",
                                           U"👍",
                                           U"👌",
                                           U"✅",
                                           U"✔",
                                           U"是滴",
                                           U"系",
                                           U"就是",
                                           U"就是的",
                                           U"确实"});
constexpr auto no = std::to_array<words>({U"不",
                                          U"不是",
                                          U"不是的",
                                          U"没",
                                          U"没有",
                                          U"没有的",
                                          U"没有呢",
                                          U"不用",
                                          U"不用了",
                                          U"不要",
                                          U"不行",
                                          U"不对",
                                          U"不可以",
                                          U"否",
                                          U"不了",
                                          U"没人",
                                          U"没有人",
                                          U"没有人受伤",
                                          U"没人受伤",
                                          U"里面没人",
                                          U"里面没有人",
                                          U"里头没人",
                                          U"没人在里面",
                                          U"没有人在里面",
                                          U"没人被困",
                                          U"没有人被困",
                                          U"没困人",
                                          U"空的",
                                          U"里面是空的",
                                          U"无",
                                          U"还没",
                                          U"还没有",
                                          U"还没呢",
                                          U"没解决",
                                          U"没有解决",
                                          U"没修好",
                                          U"还没好",
                                          U"未解决",
                                          U"不需要",
                                          U"不同意",
                                          U"不能",
                                          U"关不上",
                                          U"不方便",
                                          U"停了",
                                          U"已经停了",
                                          U"没呢",
                                          U"并没有",
                                          U"不在了",
                                          U"没跳",
                                          U"没到",
                                          U"算了吧",
                                          U"no",
                                          U"n",
                                          U"nope",
                                          U"nah",
                                          U"not",
                                          U"not yet",
                                          U"no thanks",
                                          U"no thank you",
                                          U"no one",
                                          U"nobody",
                                          U"none",
                                          U"not really",
                                          U"it isnt",
                                          U"its not",
                                          U"no its not",
                                          U"no one is",
                                          U"nobody inside",
                                          U"no one inside",
                                          U"nobody is inside",
                                          U"no one is inside",
                                          U"there is nobody inside",
                                          U"there is no one inside",
                                          U"nobody is trapped",
                                          U"no one is trapped",
                                          U"nobody is hurt",
                                          U"no one is hurt",
                                          U"nobody hurt",
                                          U"no one hurt",
                                          U"empty",
                                          U"its empty",
                                          U"it is empty",
                                          U"negative",
                                          U"never",
                                          U"not solved",
                                          U"not fixed",
                                          U"still not",
                                          U"dont",
                                          U"wrong",
                                          U"incorrect",
                                          U"mei you",
                                          U"meiyou",
                                          U"bu shi",
                                          U"bushi",
                                          U"bu",
                                          U"buyong",
                                          U"👎",
                                          U"❌",
                                          U"唔系",
                                          U"冇"});

constexpr words marks = U" .,!?;:\n~\"";

words first_clause(words text) {
    const auto begin = text.find_first_not_of(marks);
    if (begin == text.npos) return {};
    text.remove_prefix(begin);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between_words = text[i] == U' ' && !is_han(text[i - 1]);
        if (marks.find(text[i]) != marks.npos && !between_words) return text.substr(0, i);
    }
    return text;
}

// 是的呢, 好的啦, 没有哦
words without_particles(words text) {
    constexpr words particles = U"呢啦哦喔啊呀哈噢嘛滴吧了";
    while (text.size() > 1 && particles.find(text.back()) != particles.npos) text.remove_suffix(1);
    return text;
}

template <class List>
bool has(const List& list, words w) {
    return std::find(list.begin(), list.end(), w) != list.end();
}

}  // namespace

yes_no read_yes_no(const folded& text) {
    constexpr std::size_t longest = 24;  // characters of an answer that is yes or no and no more
    const words clause = first_clause(text.chars);
    if (clause.empty() || clause.size() > longest) return yes_no::neither;
    const words all = text.chars;
    if (all.find(U'?') != all.npos || all.find(U'吗') != all.npos) return yes_no::neither;
    for (const words w : {clause, without_particles(clause)}) {
        if (has(no, w)) return yes_no::no;
        if (has(yes, w)) return yes_no::yes;
    }
    for (const words w : {words(U"yes "), words(U"yep "), words(U"yeah ")})  // "yes but it took ages"
        if (clause.starts_with(w)) return yes_no::yes;
    return yes_no::neither;
}

}  // namespace linli
