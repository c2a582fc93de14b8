// The resident's page in all its states, in both languages and on both screens: axe finds nothing,
// nothing sticks out, and a picture is kept under build/screenshots.
import { expect, test } from './support/fixtures.mjs';
import { look } from './support/look.mjs';
import { bad_files } from './support/pictures.mjs';
import { screens } from './support/people.mjs';

async function file(resident, photos, see) {
  const { page, words } = resident;
  await resident.reads(words.greeting);
  await see('chat-start');
  await resident.write(words.leak);
  await resident.reads(words.leak_from);
  await see('chat-question');
  await resident.choice(words.from_upstairs).click();
  await resident.reads(words.ask_photo);
  await resident.field.fill(words.say_coming);
  await resident.add_photos(photos.ceiling, bad_files.text);
  await resident.photos_stored(1);
  await expect(page.locator('.tray-photo.refused')).toBeVisible();
  await see('chat-photo-refused');
  await resident.button(words.remove_photo(2)).click();
  await resident.add_photos(photos.drip);
  await resident.photos_stored(2);
  await resident.field.fill('');
  await resident.button(words.send).click();
  await resident.reads(words.confirm);
  await see('chat-summary');
  await resident.choice(words.submit).click();
  await resident.reads(words.filed);
  await resident.write(words.my_name);
  await resident.reads(words.thanks_name);
  await see('chat-filed');
  await resident.button(words.big_photo(1)).first().click();
  const photo = page.getByRole('dialog').getByRole('img');
  await expect(photo).toHaveJSProperty('complete', true);
  await see('chat-photo');
  await page.keyboard.press('Escape');
}

async function hear_the_result(staff, resident, photos, see) {
  const { words } = resident;
  await staff.tap(words.take);
  await staff.reply(words.say_coming);
  await resident.reads(words.told(staff.name, words.say_coming));
  await staff.tap(words.done);
  await staff.field.pressSequentially(words.done_words);
  await staff.add_photos(photos.repaired);
  await staff.photos_stored(1);
  await staff.button(words.send).click();
  await resident.answer(words.ask_solved, words.solved);
  await resident.reads(words.ask_score);
  await see('chat-score');
  await resident.choice(words.five).click();
  await resident.answer(words.ask_comment, words.no_comment);
  await resident.reads(words.bye);
}

async function lose_the_network(resident, network, see) {
  network.refuse = true;
  await resident.context.setOffline(true);
  network.cut();
  await resident.write(resident.words.small);
  await expect(resident.page.locator('.banner')).toBeVisible();
  await see('chat-offline');
  network.refuse = false;
  await resident.context.setOffline(false);
  await resident.acknowledged(resident.words.small);
}

async function leave(resident, see) {
  const { page, words } = resident;
  await resident.open_privacy();
  await resident.button(words.link_make).click();
  await expect(page.getByLabel(words.link_label)).toBeVisible();
  await see('chat-privacy');
  await page.getByRole('dialog').locator('form input').fill(words.forget_word);
  await resident.button(words.forget_do).click();
  await expect(page.getByText(words.forget_done)).toBeVisible();
  await see('chat-forgotten');
}

for (const { language, size } of screens) {
  test.describe(() => {
    test.use({ language, size });
    test(`the resident's page in all its states, ${language}, ${size.width} wide`, async ({
      photos,
      weak_network,
      arrive_staff,
      arrive_resident,
    }) => {
      const staff = await arrive_staff('王经理');
      const resident = await arrive_resident({ url: weak_network.url });
      const see = (name) => look(resident.page, name, language, size.width);
      await file(resident, photos, see);
      await hear_the_result(staff, resident, photos, see);
      await lose_the_network(resident, weak_network, see);
      await resident.button(resident.words.big).click();
      await see('chat-larger');
      await resident.button(resident.words.big).click();
      await leave(resident, see);
    });
  });
}
