#include "dialogs/understanding/commands.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/erasure.hpp"

namespace linli {
namespace {

struct command {
    std::u32string_view words;  // folded, without marks around
    std::string_view id;
};
constexpr auto commands = std::to_array<command>({
    {U"help", "help"},
    {U"/help", "help"},
    {U"帮助", "help"},
    {U"菜单", "help"},
    {U"menu", "help"},
    {U"怎么用", "help"},
    {U"使用说明", "help"},
    {U"help me use this", "help"},
    {U"how does this work", "help"},
    {U"你能做什么", "help"},
    {U"what can you do", "help"},
    {U"commands", "help"},
    {U"info", "help"},
    {U"back", "back"},
    {U"/back", "back"},
    {U"go back", "back"},
    {U"返回", "back"},
    {U"上一步", "back"},
    {U"后退", "back"},
    {U"回到上一步", "back"},
    {U"返回上一步", "back"},
    {U"previous", "back"},
    {U"退回", "back"},
    {U"skip", "skip"},
    {U"/skip", "skip"},
    {U"跳过", "skip"},
    {U"略过", "skip"},
    {U"跳过吧", "skip"},
    {U"不方便", "skip"},
    {U"现在不方便", "skip"},
    {U"现在不方便,跳过", "skip"},
    {U"没有照片", "skip"},
    {U"没照片", "skip"},
    {U"不拍了", "skip"},
    {U"不想说", "skip"},
    {U"pass", "skip"},
    {U"no photo", "skip"},
    {U"skip it", "skip"},
    {U"not now", "skip"},
    {U"rather not say", "skip"},
    {U"not now, skip", "skip"},
    {U"不知道", "unsure"},
    {U"我不知道", "unsure"},
    {U"不清楚", "unsure"},
    {U"我不清楚", "unsure"},
    {U"不太清楚", "unsure"},
    {U"不确定", "unsure"},
    {U"不晓得", "unsure"},
    {U"说不清", "unsure"},
    {U"记不清了", "unsure"},
    {U"不会看", "unsure"},
    {U"看不出来", "unsure"},
    {U"dont know", "unsure"},
    {U"i dont know", "unsure"},
    {U"i do not know", "unsure"},
    {U"dunno", "unsure"},
    {U"idk", "unsure"},
    {U"no idea", "unsure"},
    {U"not sure", "unsure"},
    {U"im not sure", "unsure"},
    {U"i am not sure", "unsure"},
    {U"unsure", "unsure"},
    {U"cannot tell", "unsure"},
    {U"i cannot tell", "unsure"},
    {U"cant tell", "unsure"},
    {U"i cant tell", "unsure"},
    {U"next", "skip"},
    {U"改", "correct"},
    {U"要改", "correct"},
    {U"修改", "correct"},
    {U"更正", "correct"},
    {U"改一下", "correct"},
    {U"我要改", "correct"},
    {U"写错了", "correct"},
    {U"填错了", "correct"},
    {U"说错了", "correct"},
    {U"有误", "correct"},
    {U"错了", "correct"},
    {U"要修改", "correct"},
    {U"edit", "correct"},
    {U"change", "correct"},
    {U"correct it", "correct"},
    {U"correction", "correct"},
    {U"/correct", "correct"},
    {U"change it", "correct"},
    {U"thats wrong", "correct"},
    {U"wrong", "correct"},
    {U"/edit", "correct"},
    {U"english", "language"},
    {U"in english", "language"},
    {U"in english please", "language"},
    {U"english please", "language"},
    {U"英文", "language"},
    {U"英语", "language"},
    {U"说英文", "language"},
    {U"中文", "language"},
    {U"说中文", "language"},
    {U"汉语", "language"},
    {U"普通话", "language"},
    {U"chinese", "language"},
    {U"in chinese", "language"},
    {U"language", "language"},
    {U"/language", "language"},
    {U"语言", "language"},
    {U"切换语言", "language"},
    {U"换语言", "language"},
    {U"switch language", "language"},
    {U"change language", "language"},
    {U"chinese please", "language"},
    {U"同上", "same_place"},
    {U"老地方", "same_place"},
    {U"还是那里", "same_place"},
    {U"还是老地方", "same_place"},
    {U"同一个地方", "same_place"},
    {U"上次的地址", "same_place"},
    {U"还是上次的地址", "same_place"},
    {U"跟上次一样", "same_place"},
    {U"和上次一样", "same_place"},
    {U"same place", "same_place"},
    {U"same address", "same_place"},
    {U"same as before", "same_place"},
    {U"same as last time", "same_place"},
    {U"same flat", "same_place"},
    {U"the same place", "same_place"},
    {U"start", "start"},
    {U"unstop", "start"},
    {U"开始", "start"},
    {U"恢复", "start"},
    {U"恢复推送", "start"},
    {U"重新订阅", "start"},
    {U"subscribe", "start"},
    {U"resume", "start"},
    {U"stop", "stop"},
    {U"/stop", "stop"},
    {U"td", "stop"},
    {U"t", "stop"},
    {U"退订", "stop"},
    {U"quit", "stop"},
    {U"end", "stop"},
    {U"stopall", "stop"},
    {U"unsubscribe", "stop"},
    {U"optout", "stop"},
    {U"stop all", "stop"},
    {U"取消", "cancel"},
    {U"cancel", "cancel"},
    {U"/cancel", "cancel"},
    {U"撤销", "cancel"},
    {U"算了", "cancel"},
    {U"不报了", "cancel"},
    {U"never mind", "cancel"},
    {U"nevermind", "cancel"},
    {U"forget it", "cancel"},
    {U"delete this complaint", "cancel"},
    {U"delete my complaint", "cancel"},
    {U"delete the complaint", "cancel"},
    {U"delete this report", "cancel"},
    {U"delete my report", "cancel"},
    {U"删除这个投诉", "cancel"},
    {U"删除这条投诉", "cancel"},
    {U"删除我的投诉", "cancel"},
    {U"删除投诉", "cancel"},
    {U"删掉这个投诉", "cancel"},
    {U"删除报修", "cancel"},
    {U"删除这个报修", "cancel"},
    {U"进度", "status"},
    {U"status", "status"},
    {U"/status", "status"},
    {U"查进度", "status"},
    {U"查询", "status"},
    {U"news", "status"},
    {U"查单", "status"},
    {U"我的报修", "status"},
    {U"my cases", "status"},
    {U"my case", "status"},
    {U"人工", "human"},
    {U"转人工", "human"},
    {U"人工客服", "human"},
    {U"human", "human"},
    {U"/human", "human"},
    {U"agent", "human"},
    {U"operator", "human"},
    {U"person", "human"},
    {U"a person please", "human"},
    {U"解绑", "unpair"},
    {U"取消绑定", "unpair"},
    {U"解除绑定", "unpair"},
    {U"取消关联", "unpair"},
    {U"解除关联", "unpair"},
    {U"解绑手机", "unpair"},
    {U"解绑手机号", "unpair"},
    {U"unlink", "unpair"},
    {U"/unlink", "unpair"},
    {U"disconnect", "unpair"},
    {U"unlink my phone", "unpair"},
    {U"unlink my number", "unpair"},
    {U"/forget", "forget"},
    {U"匿名", "anon"},
    {U"anonymous", "anon"},
    {U"/anonymous", "anon"},
});

// "绑定", "link my phone", and the same with a number or code behind it.
constexpr auto pairing_words = std::to_array<std::u32string_view>({
    U"绑定手机号码", U"绑定手机号", U"绑定手机", U"绑定号码", U"绑定账号", U"绑定", U"关联手机号码", U"关联手机号",
    U"关联手机", U"关联号码", U"关联账号", U"关联", U"/link", U"link my phone number", U"link my phone",
    U"link my number", U"link phone", U"link number", U"link my account", U"link account", U"link",
    U"connect my phone", U"connect my number", U"connect phone", U"connect"});

bool is_pairing(std::u32string_view said) {
    const auto belongs = [](char32_t c) { return is_digit(c) || std::u32string_view(U" +-():").find(c) != std::u32string_view::npos; };
    return std::any_of(pairing_words.begin(), pairing_words.end(), [&](std::u32string_view word) {
        return said.starts_with(word) && std::all_of(said.begin() + static_cast<std::ptrdiff_t>(word.size()), said.end(), belongs);
    });
}

std::u32string_view bare(const folded& text) {
    constexpr std::u32string_view marks = U" .,!?;:\n\"~()[]";
    const std::u32string_view all = text.chars;
    const auto first = all.find_first_not_of(marks);
    if (first == all.npos) return all.empty() ? all : all.substr(0, 1);
    return all.substr(first, all.find_last_not_of(marks) - first + 1);
}

}  // namespace

std::string_view read_command(const folded& text) {
    constexpr std::size_t longest = 64;  // characters; with the payload of a deep link
    if (text.size() == 0 || text.size() > longest) return {};
    const auto said = bare(text);
    if (said == U"?") return "help";
    if (said == U"/start" || said.starts_with(U"/start ") || said.starts_with(U"/start@"))
        return "start";
    if (is_pairing(said)) return "pair";
    if (asks_erasure(said)) return "forget";
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const command& c) { return c.words == said; });
    return found == commands.end() ? std::string_view() : found->id;
}

}  // namespace linli
