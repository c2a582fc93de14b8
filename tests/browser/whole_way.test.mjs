// From the first word to the score, with real photos, in both languages and on both screens.
import { expect, test } from './support/fixtures.mjs';
import { desk, phone } from './support/people.mjs';

// The thumbnail lies upright and is small; the photo tells nothing of the camera and the place.
async function check_photo(visitor, image) {
  const [width, height] = await image.evaluate((one) => [one.naturalWidth, one.naturalHeight]);
  expect([width, height]).toEqual([320, 240]);
  const thumb = await image.getAttribute('src');
  const full = await visitor.context.request.get(new URL(thumb.replace('&size=thumb', ''), visitor.url).href);
  expect(full.status()).toBe(200);
  expect(full.headers()['content-type']).toBe('image/jpeg');
  expect((await full.body()).toString('latin1')).not.toMatch(/Exif|Examplefone/);
}

async function file(resident, photos) {
  const { words } = resident;
  await resident.write(words.leak);
  await resident.acknowledged(words.leak);
  await resident.answer(words.leak_from, words.from_upstairs);
  await resident.reads(words.ask_photo);
  await resident.add_photos(photos.ceiling, photos.drip);
  await resident.photos_stored(2);
  await resident.button(words.send).click();
  await resident.reads(words.photos);
  await resident.answer(words.confirm, words.submit);
  await resident.reads(words.filed);
  await resident.write(words.my_name);
  await resident.reads(words.thanks_name);
}

async function work(staff, resident, photos) {
  const { words } = staff;
  await staff.tap(words.take);
  await resident.reads(words.taken(staff.name));
  await staff.reply(words.say_coming);
  await resident.reads(words.told(staff.name, words.say_coming));
  await expect(staff.card()).toContainText(words.words_delivered);

  await staff.reply(`// ${words.internal}`);
  await staff.acknowledged(words.internal);

  await staff.tap(words.done);
  await expect(staff.page.getByText(words.goes_verb)).toBeVisible();
  await staff.field.pressSequentially(words.done_words);
  await staff.add_photos(photos.repaired);
  await staff.photos_stored(1);
  await staff.button(words.send).click();
}

async function judge(resident) {
  const { words } = resident;
  await resident.reads(words.done_told);
  await expect(resident.rows(words.internal)).toHaveCount(0);
  const result = resident.log
    .locator('article.bubble.bot')
    .filter({ has: resident.page.locator('button.photo') });
  const [image] = await (await resident.sees_photos(result, 1)).all();
  await check_photo(resident, image);
  await resident.answer(words.ask_solved, words.solved);
  await resident.answer(words.ask_score, words.five);
  await resident.answer(words.ask_comment, words.no_comment);
  await resident.reads(words.bye);
}

for (const [language, size] of [
  ['zh-CN', phone],
  ['en', desk],
]) {
  test.describe(language, () => {
    test.use({ language, size });
    test(`the whole way, ${language}, ${size.width} wide`, async ({
      photos,
      arrive_staff,
      arrive_resident,
    }) => {
      const staff = await arrive_staff('王经理');
      const { words } = staff;
      const resident = await arrive_resident();
      await file(resident, photos);

      await expect(staff.card()).toContainText('P2');
      await expect(staff.cases()).toHaveCount(1);
      const about = staff.log
        .locator('article')
        .filter({ hasText: 'CP-0001' })
        .filter({ has: staff.page.locator('button.photo') });
      for (const image of await (await staff.sees_photos(about, 2)).all()) await check_photo(staff, image);

      await work(staff, resident, photos);
      await judge(resident);

      await expect(staff.card()).toContainText(words.score);
      await expect(staff.card()).toContainText(words.state_solved);
      await expect(staff.cases()).toHaveCount(0);
      await expect(staff.page.getByText(words.none)).toBeVisible();
    });
  });
}
