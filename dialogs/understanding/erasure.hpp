// Whether somebody asks that what is kept of them be deleted: 删除我的数据, "forget me".
//
// Pure. The whole message must say that and nothing else: 门禁把我的数据删除了 is a complaint.
#pragma once

#include <string_view>

namespace linli {

// `said` is folded, without marks at its ends.
bool asks_erasure(std::u32string_view said);

}  // namespace linli
