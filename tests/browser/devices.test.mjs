// The same resident on another device, and a resident who leaves for good.
import { expect, test } from './support/fixtures.mjs';
import { Resident, desk, profile } from './support/people.mjs';
import { handshake } from './support/raw.mjs';

async function make_return_link(resident) {
  await resident.open_privacy();
  await resident.button(resident.words.link_make).click();
  const link = await resident.page.getByLabel(resident.words.link_label).inputValue();
  await resident.button(resident.words.close).click();
  return link;
}

async function forget(resident) {
  const { page, words } = resident;
  await resident.open_privacy();
  const dialog = page.getByRole('dialog');
  await resident.button(words.forget_do).click({ force: true }); // without the word it does nothing
  await expect(dialog).toBeVisible();
  await dialog.locator('form input').fill(words.forget_word);
  await resident.button(words.forget_do).click();
  await expect(page.getByText(words.forget_done)).toBeVisible();
}

test('the return link opens the conversation on another device, once', async ({
  browser,
  arrive_resident,
  visitors,
}) => {
  const resident = await arrive_resident();
  const { words } = resident;
  await resident.write(words.leak);
  await resident.reads(words.leak_from);
  const link = await make_return_link(resident);
  expect(link).toMatch(/\/r\/[\w-]{40,}$/);

  const preview = await profile(browser);
  expect((await preview.request.get(link)).status()).toBe(200); // uses nothing up
  await preview.close();
  const other = await Resident.come_back(await profile(browser, { size: desk }), link);
  visitors.push(other);
  expect(new URL(other.page.url()).pathname).toBe('/'); // the key does not stay in the address
  await other.reads(words.leak);
  await other.answer(words.leak_from, words.from_upstairs);
  await resident.reads(words.ask_photo); // live on the first device as well
  await resident.answer(words.ask_photo, words.no_photo);
  await other.reads(words.confirm);

  const stranger = await profile(browser);
  expect((await stranger.request.get(link)).status()).toBe(410);
  await stranger.close();
});

test('a return link asks before another conversation takes the place of one that is there', async ({
  arrive_resident,
}) => {
  const resident = await arrive_resident();
  const { words } = resident;
  await resident.write(words.leak);
  await resident.reads(words.leak_from);
  const link = await make_return_link(resident);

  const visitor = await arrive_resident();
  await visitor.write(words.small);
  await visitor.acknowledged(words.small);
  await visitor.page.goto(link);
  await expect(visitor.page.getByText(words.link_instead)).toBeVisible();
  await visitor.page.getByRole('link', { name: words.link_stay }).click();
  await visitor.reads(words.small);
  await visitor.page.goto(link);
  await visitor.button(words.link_go).click();
  await visitor.reads(words.leak);
  await expect(visitor.rows(words.small)).toHaveCount(0);
});

test('"delete my data" leaves nothing, and the old cookie is worth nothing', async ({
  browser,
  server,
  photos,
  arrive_resident,
  arrive_staff,
}) => {
  const staff = await arrive_staff('王经理');
  const resident = await arrive_resident();
  const { words, context } = resident;
  await resident.complain(photos.ceiling);
  const photo = await resident.log.locator('button.photo img').first().getAttribute('src');
  const address = server.url + photo.replace('&size=thumb', '');
  expect((await context.request.get(address)).status()).toBe(200);
  const cookies = await context.cookies();
  expect(cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === 'Lax')).toBe(true);

  await forget(resident);
  await expect(resident.rows(words.leak)).toHaveCount(0);
  expect(JSON.stringify(await server.messages())).not.toContain(words.leak);
  await staff.reads(/CP-0001.*删除/s);

  const thief = await profile(browser);
  await thief.addCookies(cookies);
  expect((await thief.request.get(address)).status()).toBe(401);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect(await handshake(server, '/ws/chat', { Origin: server.url, Cookie: cookie })).toBe(401);
  await thief.close();

  await resident.button(words.start_again).click();
  await resident.online();
  await resident.reads(words.greeting);
  await expect(resident.rows(words.leak)).toHaveCount(0);
  await expect(resident.rows('CP-0001')).toHaveCount(0);
});

test('"delete my data" in one page: another of that browser starts afresh, and is answered', async ({
  arrive_resident,
  arrive_staff,
}) => {
  const staff = await arrive_staff('王经理');
  const resident = await arrive_resident();
  const { words } = resident;
  const other = await Resident.arrive(resident.context, resident.url);
  await resident.write(words.leak);
  await other.reads(words.leak);

  await forget(resident);
  await expect(other.page.getByText(words.afresh)).toBeVisible();
  await other.online();
  await expect(other.rows(words.leak)).toHaveCount(0);
  await other.write(words.gas);
  await other.reads(words.safety);
  await staff.reads(words.gas_card);
});
