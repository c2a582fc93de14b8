// The updates of the adapter's table as seeds: simdjson is not instrumented, so that libFuzzer would never
// find its way to a valid one.   node telegram_seeds.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const table = new URL("../adapters/telegram/inbound.json", import.meta.url);
JSON.parse(readFileSync(table, "utf8")).cases.forEach((one, index) => {
  const body = one.request?.body;  // a text where the case is about what is no JSON
  if (body) writeFileSync(join(process.argv[2], `table-${index}`), typeof body === "string" ? body : JSON.stringify(body));
});
