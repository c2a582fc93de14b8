// Slack's own spelling of text, both ways (Slack: "Formatting message text").
#pragma once

#include <string>
#include <string_view>

namespace linli::adapters::slack {

// What a person wrote, as they saw it: `&amp; &lt; &gt;` undone, `<@U…|name>`, `<#C…|name>`, `<!here>`
// and `<url|label>` in words, the commonest emoji codes as emoji. A mention of `own_user` at the
// beginning is the address of the message and falls away.
std::string plain_text(std::string_view text, std::string_view own_user);

// Ours for a text object of type mrkdwn with verbatim = true: & < > escaped, so that nobody is
// mentioned and nothing is a link, but for addresses of the web, which are marked as such.
std::string mrkdwn(std::string_view text);

}  // namespace linli::adapters::slack
