// The staff room in all its states, as chat_pages.test.mjs looks at the resident's page.
import { expect, test } from './support/fixtures.mjs';
import { look, look_at_paper } from './support/look.mjs';
import { Staff, profile, screens } from './support/people.mjs';
import { words as all_words } from './support/words.mjs';

async function stand_outside(page, url, words, see) {
  await page.goto(`${url}/staff`);
  await expect(page.getByText(words.signed_out)).toBeVisible();
  await see('staff-signed-out');
  await page.goto(`${url}/staff?key=wrong`);
  await page.getByLabel(words.sign_in_name, { exact: true }).fill('王经理');
  await page.getByRole('button', { name: words.sign_in }).click();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await see('staff-sign-in');
}

async function answer_card(staff, see) {
  const { page, words } = staff;
  await staff.tap(words.take);
  await expect(staff.card()).toContainText(staff.name);
  await staff.card().locator('button.reply').click();
  await staff.field.fill(words.say_coming);
  await expect(page.getByText(words.goes_resident)).toBeVisible();
  await see('staff-reply');
  await staff.button(words.send).click();
  await expect(staff.card()).toContainText(words.words_delivered);
  await staff.card().locator('button.reply').click();
  await staff.button(words.to_colleagues).click();
  await staff.field.fill(words.internal);
  await expect(page.getByText(words.goes_internal)).toBeVisible();
  await see('staff-internal');
  await staff.button(words.send).click();
  await staff.acknowledged(words.internal);
  await staff.tap(words.done);
  await expect(page.getByText(words.goes_verb)).toBeVisible();
  await see('staff-done');
  await staff.field.fill('');
  await page.locator('.reply-head .round').click();
}

async function read_cases(staff, see, look_at) {
  await staff.show('cases');
  await expect(staff.cases()).toHaveCount(2);
  await see('staff-cases');
  await staff.cases().filter({ hasText: 'CP-0001' }).click();
  await expect(staff.page.locator('.steps li').first()).toBeVisible();
  await see('staff-case');
  await read_dossier(staff, look_at);
}

// Opens in a tab of its own.
async function read_dossier(staff, look_at) {
  const opening = staff.page.context().waitForEvent('page');
  await staff.page.getByRole('link', { name: staff.words.dossier }).click();
  const dossier = await opening;
  await expect(dossier.getByRole('heading', { level: 1 })).toContainText('CP-0001');
  await expect(dossier.locator('figure img').first()).toBeVisible();
  const broken = await dossier.locator('img').evaluateAll((all) => all.filter((img) => img.naturalWidth === 0).length);
  expect(broken).toBe(0);
  expect(await dossier.locator('script').count()).toBe(0);
  await look_at(dossier, 'dossier');
  await dossier.close();
}

async function invite(staff, see) {
  await staff.open_more();
  await see('staff-more');
  await staff.button(staff.words.invite_make).click();
  await expect(staff.page.getByLabel(staff.words.invite_link)).toBeVisible();
  await see('staff-invitation');
}

async function file_with_photos(resident, photos) {
  await resident.complain(photos.ceiling, photos.drip);
  await resident.write(resident.words.my_name);
  await resident.reads(resident.words.thanks_name);
}

for (const { language, size } of screens) {
  test.describe(() => {
    test.use({ language, size });
    test(`the staff room in all its states, ${language}, ${size.width} wide`, async ({
      browser,
      server,
      photos,
      arrive_resident,
      arrive_staff,
    }) => {
      const outside = await (await profile(browser, { language, size })).newPage();
      const see_outside = (name) => look(outside, name, language, size.width);
      await stand_outside(outside, server.url, all_words[language], see_outside);
      await outside.context().close();

      const staff = await arrive_staff('王经理', { size });
      const see = (name) => look(staff.page, name, language, size.width);
      await staff.show('cases');
      await expect(staff.page.getByText(staff.words.none)).toBeVisible();
      await see('staff-empty');
      await staff.show('room');
      await file_with_photos(await arrive_resident(), photos);
      const pictures = staff.log.locator('article').filter({ has: staff.page.locator('button.photo') });
      await staff.sees_photos(pictures.first(), 2);
      await see('staff-card');
      await answer_card(staff, see);

      const neighbour = await arrive_resident();
      await neighbour.write(neighbour.words.gas);
      await neighbour.reads(neighbour.words.safe_now);
      await look(neighbour.page, 'chat-alarm', language, size.width);
      await expect(staff.card('CP-0002')).toContainText('🚨');
      const news = staff.page.locator('.to-end');
      if (await news.isVisible()) await news.click();
      await see('staff-alarm');
      await read_cases(staff, see, (page, name) => look_at_paper(page, name, language, size.width));
      await invite(staff, see);
    });
  });
}

// The group is on another platform: the page says where, and shows the cases.
const telegram = `[channels.web]
type = "web"

[channels.tg]
type = "telegram"
token = "1:a"
secret = "a-webhook-secret"
api_url = "http://127.0.0.1:9"

[staff]
group = { channel = "tg", chat = "-100123" }
`;

test.describe(() => {
  test.use({ settings: { more: telegram } });
  test('the staff page while the group is on Telegram', async ({ browser, server, arrive_resident }) => {
    const first = await profile(browser);
    const page = await first.newPage();
    await page.goto(server.staff_link);
    const door = new Staff(page, server.url, 'zh-CN');
    await door.sign_in('王经理');
    await expect(page.getByText('工作群在 Telegram')).toBeVisible();
    const { cookies } = await first.storageState();
    await first.close();
    await (await arrive_resident()).complain();
    for (const { language, size } of screens) {
      const context = await profile(browser, { language, size });
      await context.addCookies(cookies);
      const staff = new Staff(await context.newPage(), server.url, language);
      await staff.page.goto(`${server.url}/staff`);
      await expect(staff.cases()).toHaveCount(1);
      await expect(staff.log).toHaveCount(0);
      await expect(staff.field).toHaveCount(0);
      await look(staff.page, 'staff-elsewhere', language, size.width);
      expect(staff.faults).toEqual([]);
      await context.close();
    }
  });
});
