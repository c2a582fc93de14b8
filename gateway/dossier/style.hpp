// How a dossier looks: on paper (A4), on a desk and on a phone.
#pragma once

#include <string_view>

namespace linli::gateway {

inline constexpr std::string_view dossier_style = R"css(
@page { size: A4; margin: 16mm 15mm 18mm; }
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b1d1f;
  background: #fff; -webkit-text-size-adjust: 100%; }
body { max-width: 52rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
header { border-bottom: 2px solid #1b1d1f; padding-bottom: .75rem; }
header p { margin: 0; }
.from { color: #4c5257; font-size: .9rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .25rem 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; break-after: avoid; }
.state b { border: 1px solid #1b1d1f; border-radius: 3px; padding: 0 .4em; margin-right: .5em; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .25rem 1rem; margin: .75rem 0 0; }
dt { color: #4c5257; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
blockquote { margin: .4rem 0; padding: .3rem .8rem; border-left: 3px solid #9aa1a7; white-space: pre-line;
  overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem .35rem 0; border-bottom: 1px solid #d4d8db;
  overflow-wrap: anywhere; }
th { font-weight: 600; color: #4c5257; border-bottom-color: #1b1d1f; }
thead { display: table-header-group; }
tr, figure, blockquote { break-inside: avoid; }
.when { width: 8.5rem; }
.who { width: 9.5rem; }
.what { width: 9rem; }
td.when { font-variant-numeric: tabular-nums; }
td p { margin: 0; white-space: pre-line; }
td small, figcaption, footer { color: #4c5257; }
.failed { color: #a3130c; font-weight: 600; }
.photos { display: grid; grid-template-columns: repeat(2, 1fr); gap: 1rem; }
figure { margin: 0; }
figure img { display: block; width: 100%; height: auto; max-height: 9cm; object-fit: contain; background: #eef0f1; }
figcaption { font-size: .8rem; overflow-wrap: anywhere; padding-top: .25rem; }
code { font: .8rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
footer { margin-top: 2rem; border-top: 1px solid #d4d8db; padding-top: .5rem; font-size: .8rem;
  overflow-wrap: anywhere; }
a { color: #0b4f8a; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  table, tbody, tr, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid #d4d8db; padding: .45rem 0; }
  td { border: 0; padding: 0; width: auto; }
  td:empty { display: none; }
  .photos { grid-template-columns: 1fr; }
}
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
}
)css";

}  // namespace linli::gateway
