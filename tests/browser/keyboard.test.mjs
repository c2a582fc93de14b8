// A resident files a complaint without a mouse.
import { expect, test } from './support/fixtures.mjs';
import { desk } from './support/people.mjs';

const far = 40; // no place of this page is more stops away

// Tabs until the place has the focus, and sees that the focus can be seen.
async function tab_to(page, place, key = 'Tab') {
  await expect(place).toBeVisible();
  for (let presses = 0; presses < far; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) {
      const ring = await place.evaluate((element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      });
      expect(ring, 'the focus shows').toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${key}: ${place}`);
}

async function answer(resident, question, label) {
  await resident.reads(question);
  await tab_to(resident.page, resident.choice(label).last(), 'Shift+Tab');
  await resident.page.keyboard.press('Enter');
  await tab_to(resident.page, resident.field);
}

test.use({ size: desk });
test('a complaint with the keyboard alone', async ({ photos, arrive_resident }) => {
  const resident = await arrive_resident();
  const { page, words } = resident;
  page.on('filechooser', (chooser) => chooser.setFiles([photos.ceiling])); // the system's own box
  await resident.reads(words.greeting);
  await page.keyboard.press('Tab'); // the first stop leads to where one writes
  await page.keyboard.press('Enter');
  await expect(resident.field).toBeFocused();
  await page.keyboard.type(words.leak);
  await page.keyboard.press('Enter');
  await answer(resident, words.leak_from, words.from_upstairs);

  await resident.reads(words.ask_photo);
  await tab_to(page, resident.button(words.pick), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await resident.photos_stored(1);
  await expect(resident.field).toBeFocused();
  await page.keyboard.press('Enter');

  await answer(resident, words.confirm, words.submit);
  await resident.reads(words.filed);
  await page.keyboard.type(words.my_name);
  await page.keyboard.press('Enter');
  await resident.reads(words.thanks_name);

  // The photo in large, and back to where one was.
  const photo = resident.log.getByRole('button', { name: words.big_photo(1) }).first();
  await tab_to(page, photo, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(photo).toBeFocused();
});
