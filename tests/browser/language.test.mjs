// The switch of the page is the bot's as well: the open question is put again in the other language, and
// what follows stays in it.
import { expect, test } from './support/fixtures.mjs';
import { words as all_words } from './support/words.mjs';

test('the switch changes what the bot says', async ({ arrive_resident }) => {
  const resident = await arrive_resident();
  const { 'zh-CN': zh, en } = all_words;
  await resident.reads(zh.greeting);
  await resident.write(zh.leak);
  await resident.reads(zh.leak_from);
  await resident.page.getByRole('button', { name: 'English', exact: true }).click();
  await resident.reads(en.leak_from);
  await resident.choice(en.from_upstairs).last().click();
  await resident.reads(en.ask_photo);
  await expect(resident.page.locator('html')).toHaveAttribute('lang', 'en');
});
