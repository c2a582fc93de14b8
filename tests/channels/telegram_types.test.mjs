// Every call that the program makes, against the types of @grammyjs/types (the documentation's own words
// as TypeScript): method, field names and field types. The compiler judges; we only write down the calls.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { Api } from 'grammy';
import ts from 'typescript';
import { Person, Platform, files, staff_chat } from './support/people.mjs';
import { photo } from './support/pictures.mjs';
import { Server, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';

let api, server;

before(async () => {
  api = await TelegramApi.open();
  api.forum = true;
  server = await Server.start('telegram_types', telegram_section(api), 'alarm_repeat = "1s"');
});
after(async () => {
  await server?.stop();
  api?.close();
});

// One of each thing that the bot says: card, keyboard, contact button, photo, album, edit, toast, withdrawal.
async function a_busy_day() {
  const platform = new Platform(api, server);
  const group = staff_chat(platform);
  const li = new Person(platform, staff.li, '李工', { chat: group });
  const resident = new Person(platform, 4410014, '陈明');
  const album = [1, 2].map((n) => ({ ...resident.photo(photo(40 + n), `day${n}`), media_group_id: '7' }));
  await resident.sends({ ...album[0], caption: '8栋楼下垃圾满了 <b>&' });
  await resident.sends(album[1]);
  await resident.hears(/什么时候开始的/);
  const code = await files(resident, '大概三天了');
  const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
  await group.sees(new RegExp(code), kinds.photo);
  await li.toast(await li.taps(card, /接单/));
  await li.replies(card, '明早来清');
  const mark = await group.sees(/✓[^]*/, kinds.edit);
  assert.ok(mark);
  const undo = await api.first((c) => c.buttons.some((b) => /撤回/.test(b.text)) && c.chat === group.id, 'the button to take back');
  await li.taps(undo, /撤回/);
  await api.first((c) => /^deleteMessage/.test(c.method), 'the words taken back');
  await new Person(platform, 4410015, '住户').says('楼道里好大煤气味 3栋2单元');
  await group.sees(/还没有人接/, kinds.text);
}

// In a form every value is a text and a file is a file; what it stands for is what grammy's types speak of.
function as_typed(call) {
  const form = !call.type.startsWith('application/json');
  const value = (v) => {
    if (typeof v === 'string' && v.startsWith('attach://')) {
      assert.ok(call.files[v.slice(9)], `${v} names no part of the form`);
      return 'file';
    }
    if (Array.isArray(v)) return `[${v.map(value).join(', ')}]`;
    if (v && typeof v === 'object') return `{${Object.entries(v).map(([k, x]) => `${JSON.stringify(k)}: ${value(x)}`).join(', ')}}`;
    return JSON.stringify(v);
  };
  const used = JSON.stringify(call.fields).match(/attach:\/\/\w+/g)?.map((name) => name.slice(9)) ?? [];
  const fields = Object.entries(call.fields).map(([name, v]) => `${JSON.stringify(name)}: ${value(v)}`);
  for (const name of Object.keys(call.files)) if (!used.includes(name)) fields.push(`${name}: file`);
  assert.ok(!form || Object.keys(call.files).length > 0 || call.method === 'getMe', `${call.method} came as a form without a file`);
  return `{${fields.join(', ')}}`;
}

test('every call is one that grammy could have made', async () => {
  await a_busy_day();
  const known = new Api(api.token);
  const lines = ["import type { Api, InputFile } from 'grammy';", 'declare const file: InputFile;',
    "type Raw = Api['raw'];", 'type Of<M extends keyof Raw> = Parameters<Raw[M]>[0];'];
  const calls = api.entries.filter((c) => c.method !== 'getMe');
  for (const call of calls) {
    assert.equal(typeof known[call.method], 'function', `${call.method} is no method of the Bot API`);
    lines.push(`({} as { take(call: Of<'${call.method}'>): void }).take(${as_typed(call)});`);
  }
  const methods = new Set(calls.map((c) => c.method));
  for (const method of ['setWebhook', 'sendMessage', 'editMessageText', 'sendPhoto', 'answerCallbackQuery', 'deleteMessage', 'getFile',
    'getChat', 'getChatMember', 'createForumTopic', 'pinChatMessage'])
    assert.ok(methods.has(method), `${method} was not called`);
  const judged = judge({ calls: lines, ...controls() });
  assert.deepEqual(judged.calls, [], 'what the compiler says of our calls');
  for (const [name, found] of Object.entries(judged))
    if (name !== 'calls') assert.equal(found.length, 1, `the compiler must find what is wrong in ${name}`);
});

// What a compiler that sleeps would pass.
function controls() {
  const wrong = ['{ chat_id: 1 }', '{ chat_id: 1, text: 2 }', '{ chat_id: 1, text: "a", quiet: true }',
    '{ chat_id: 1, text: "a", reply_markup: { inline_keyboard: [{ text: "a" }] } }'];
  return Object.fromEntries(wrong.map((call, i) => [`wrong${i}`, ["import type { Api } from 'grammy';",
    `({} as { take(call: Parameters<Api['raw']['sendMessage']>[0]): void }).take(${call});`]]));
}

// What the compiler says of each file; the files exist in memory only, beside grammy.
function judge(files) {
  const path = (name) => resolve(`${name}.ts`);
  const texts = new Map(Object.entries(files).map(([name, lines]) => [path(name), `${lines.join('\n')}\n`]));
  const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...how) => (texts.has(file) ? ts.createSourceFile(file, texts.get(file), ...how) : getSourceFile(file, ...how));
  const program = ts.createProgram([...texts.keys()], options, host);
  return Object.fromEntries(Object.entries(files).map(([name, lines]) => {
    const source = program.getSourceFile(path(name));
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return [name, found.map((d) => `${ts.flattenDiagnosticMessageText(d.messageText, ' ')} in `
      + lines[source.getLineAndCharacterOfPosition(d.start).line])];
  }));
}
