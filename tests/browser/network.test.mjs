// The network breaks at the worst moments, and the server dies: nothing is lost, nothing is doubled.
import { expect, test } from './support/fixtures.mjs';

const texts = (messages) => messages.map((message) => message.text).filter(Boolean);

// Every text once and in this order, in the page and in the server's record.
async function each_once(resident, server, wanted) {
  for (const text of wanted) await resident.acknowledged(text);
  const shown = await resident.log.locator('article.bubble.me .body > p').allTextContents();
  expect(shown.filter((text) => wanted.includes(text))).toEqual(wanted);
  await expect(resident.log.locator('article.pending')).toHaveCount(0);
  const kept = texts(await server.messages());
  expect(kept.filter((text) => wanted.includes(text))).toEqual(wanted);
}

const shown_rows = (resident) => resident.log.locator('article').allTextContents();

test('words and a photo written without a network go out when it is back', async ({
  server,
  photos,
  arrive_resident,
}) => {
  const resident = await arrive_resident();
  const { words } = resident;
  await resident.reads(words.greeting);
  await resident.context.setOffline(true);
  await expect(resident.page.getByText(words.no_network)).toBeVisible();
  await resident.write(words.leak);
  await resident.add_photos(photos.ceiling);
  await resident.write('从昨天晚上开始的');
  await expect(resident.log.locator('article.pending')).toHaveCount(2);
  await expect(resident.said(words.leak)).toContainText(words.waiting);
  expect(texts(await server.messages())).toEqual([]);

  await resident.context.setOffline(false);
  await resident.online();
  await each_once(resident, server, [words.leak, '从昨天晚上开始的']);
  await resident.sees_photos(resident.said('从昨天晚上开始的'), 1);
});

test('what waits survives closing the page', async ({ server, photos, weak_network, arrive_resident }) => {
  const resident = await arrive_resident({ url: weak_network.url });
  const { words } = resident;
  await resident.reads(words.greeting);
  weak_network.refuse = true;
  weak_network.cut();
  await resident.write(words.leak);
  await resident.add_photos(photos.drip);
  await resident.write('先看看这张');
  await resident.field.fill('还没写完的');
  await expect(resident.log.locator('article.pending')).toHaveCount(2);
  const address = resident.page.url();
  await resident.page.goto('about:blank');
  weak_network.refuse = false;
  await resident.page.goto(address);
  await each_once(resident, server, [words.leak, '先看看这张']);
  await resident.sees_photos(resident.said('先看看这张'), 1);
  await expect(resident.field).toHaveValue('还没写完的');
});

test('an acknowledgement that was lost doubles nothing', async ({
  server,
  weak_network,
  arrive_resident,
}) => {
  const resident = await arrive_resident({ url: weak_network.url });
  const { words } = resident;
  await resident.reads(words.greeting);
  weak_network.deaf = true; // the server hears us and its answers are lost
  await resident.write(words.leak);
  await expect.poll(async () => texts(await server.messages())).toContain(words.leak);
  await expect(resident.log.locator('article.pending')).toHaveCount(1);
  weak_network.deaf = false;
  weak_network.cut();
  await resident.reads(words.leak_from);
  weak_network.deaf = true; // the same for a tap
  const before = (await server.messages()).length;
  await resident.choice(words.from_upstairs).click();
  await expect.poll(async () => (await server.messages()).length).toBe(before + 1);
  weak_network.deaf = false;
  weak_network.cut();
  await resident.reads(words.ask_photo);
  await expect(resident.rows(words.ask_photo)).toHaveCount(1);
  await each_once(resident, server, [words.leak]);
  expect((await server.messages()).length).toBe(before + 1);
});

test('an upload that breaks is tried again', async ({ photos, weak_network, arrive_resident }) => {
  const resident = await arrive_resident({ url: weak_network.url });
  await resident.reads(resident.words.greeting);
  weak_network.cut_after = 60_000; // less than the photo
  await resident.add_photos(photos.large);
  await resident.write('照片有点大');
  await expect.poll(() => weak_network.cuts).toBeGreaterThan(1);
  await expect(resident.said('照片有点大')).toHaveCount(1);
  weak_network.cut_after = Infinity;
  await resident.acknowledged('照片有点大');
  await resident.sees_photos(resident.said('照片有点大'), 1);
});

test('a reload shows the whole conversation again', async ({ arrive_resident }) => {
  const resident = await arrive_resident();
  await resident.complain();
  const before = await shown_rows(resident);
  await resident.page.reload();
  await resident.reads(resident.words.filed);
  await expect.poll(() => shown_rows(resident)).toEqual(before);
});

test('the server is killed in the middle and comes back', async ({
  server,
  photos,
  arrive_staff,
  arrive_resident,
}) => {
  const staff = await arrive_staff('王经理');
  const resident = await arrive_resident();
  const { words } = resident;
  await resident.write(words.leak);
  await resident.answer(words.leak_from, words.from_upstairs);
  await resident.reads(words.ask_photo);
  await resident.add_photos(photos.ceiling);
  await resident.photos_stored(1);

  await resident.write('这一句和断电同时'); // acknowledged or not, it must not get lost
  await server.kill();
  await resident.write('这一句写在断电之后');
  await expect(resident.said('这一句写在断电之后')).toContainText(words.waiting);
  await server.start();
  await resident.online();
  await each_once(resident, server, [words.leak, '这一句和断电同时', '这一句写在断电之后']);
  await resident.sees_photos(resident.said('这一句和断电同时'), 1);

  await server.kill();
  await server.start();
  await resident.page.reload();
  await each_once(resident, server, [words.leak, '这一句和断电同时', '这一句写在断电之后']);
  await staff.online(); // by the cookie from before
});
