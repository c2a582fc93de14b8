import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { as_said, asked_start, audience_of, read_card, time_words, with_verb } = await load('staff/reading.ts');

test('a card gives its icon, priority and title', () => {
  const card = read_card('🔧 CP-0412 · P2 · 渗水 · 3栋2单元1101 · 陈先生/女士\n天花板滴水 · 📷1', 'CP-0412');
  assert.deepEqual(card, { icon: '🔧', priority: 'P2', title: '渗水 · 3栋2单元1101 · 陈先生/女士', body: '天花板滴水 · 📷1' });
});

test('a text that is no card is shown whole', () => {
  const card = read_card('李工接手了 · CP-0412\n好', 'CP-0412');
  assert.deepEqual(card, { icon: '', priority: '', title: '', body: '李工接手了 · CP-0412\n好' });
});

// text, replying, internal -> who sees it
for (const [text, replying, internal, audience] of [
  ['十分钟后到', true, false, 'resident'],
  ['十分钟后到', false, false, 'colleagues'],
  ['十分钟后到', true, true, 'colleagues'],
  ['// 软管老化', true, false, 'colleagues'],
  ['完成 换了软管', true, false, 'verb'],
  ['完成了，请放心', true, false, 'resident'], // the verb must be the whole first word
  ['完成 换了软管', false, false, 'colleagues'],
  ['完成 CP-0412 换了软管', false, false, 'verb'],
  ['／／ 软管老化', true, false, 'colleagues'],
  ['/done CP-0412 new hose', false, false, 'verb'],
  ['完成 换了软管', true, true, 'colleagues'],
  ['查找 漏水', false, false, 'verb'], // looking something up moves nothing
  ['上次怎么修的？', true, false, 'verb'],
  ['查找表在哪里', true, false, 'resident'],
  ['卷宗', true, false, 'verb'],
  ['卷宗', false, false, 'colleagues'],
]) {
  test(`"${text}"${replying ? ', a reply' : ''}${internal ? ', internal' : ''}: ${audience}`, () => {
    assert.equal(audience_of(text, replying, internal), audience);
  });
}

test('a quick verb replaces a verb and nothing else', () => {
  assert.equal(with_verb('完成 换了软管', '备注 '), '备注 换了软管');
  assert.equal(with_verb('/done CP-0412 new hose', '/note CP-0412 '), '/note CP-0412 new hose');
  assert.equal(with_verb('完成了，请放心', '完成 '), '完成 完成了，请放心');
  assert.equal(with_verb('', '接单 '), '接单 ');
});

test('internal words begin with // once', () => {
  assert.equal(as_said('a', true), '// a');
  assert.equal(as_said('// a', true), '// a');
  assert.equal(as_said('a', false), 'a');
});

test('a choice that asks for words begins the answer with its verb', () => {
  assert.equal(asked_start('ask:done:412:token', 'zh-CN', 'CP-0412'), '完成 ');
  assert.equal(asked_start('ask:wait:412:token', 'en', 'CP-0412'), '/wait CP-0412 ');
  assert.equal(asked_start('ask:merge:412:token', 'zh-CN', 'CP-0412'), '/merge CP-0412 ');
  assert.equal(asked_start('c:take:412:token', 'zh-CN', 'CP-0412'), undefined);
});

test('times in words', () => {
  const texts = { minutes: (n) => `${n}m`, hours: (n) => `${n}h`, days: (n) => `${n}d` };
  assert.deepEqual([5, 90, 3600, 3599, -7200, 86400 * 3].map((s) => time_words(s, texts)), ['1m', '2m', '1h', '1h', '2h', '3d']);
});
