// Colleagues, and people who have no business there.
import { expect, test } from './support/fixtures.mjs';
import { desk, profile } from './support/people.mjs';
import { cookie_of, handshake } from './support/raw.mjs';
import { words } from './support/words.mjs';

const refused = [401, 403, 404];

test('two of the staff at once, live', async ({ arrive_staff, arrive_resident }) => {
  const manager = await arrive_staff('王经理');
  const engineer = await arrive_staff('李工', { link: await manager.invite('engineer') });
  const { words: w } = manager;
  await manager.reads('李工');
  await manager.write('今天谁值班');
  await expect(engineer.rows('今天谁值班')).toContainText('王经理');
  await engineer.write('我在');
  await expect(manager.rows('我在')).toContainText('李工');

  const resident = await arrive_resident();
  await resident.complain();
  await engineer.tap(w.take);
  await expect(manager.card()).toContainText('李工');
  await resident.reads(w.taken('李工'));
  await expect(manager.cases().filter({ hasText: '李工' })).toHaveCount(1);
  await engineer.reply(w.say_coming);
  await expect(manager.rows(w.say_coming).first()).toContainText('李工');
  await resident.reads(w.told('李工', w.say_coming));
});

test('a sign-in link works once, and only a manager makes more', async ({
  browser,
  server,
  arrive_staff,
}) => {
  const manager = await arrive_staff('王经理');
  const link = await manager.invite('engineer');
  const engineer = await arrive_staff('李工', { link });
  await engineer.open_more();
  await expect(engineer.button(engineer.words.invite_make)).toHaveCount(0);
  const headers = { Origin: server.url };
  const asked = await engineer.context.request.post(`${server.url}/api/staff/invite`, {
    headers,
    data: { role: 'manager' },
  });
  expect(asked.status()).toBe(403);

  for (const used of [link, server.staff_link]) {
    const late = await profile(browser, { size: desk });
    const page = await late.newPage();
    await page.goto(used);
    await page.getByLabel(words['zh-CN'].sign_in_name).fill('来晚的人');
    await page.getByRole('button', { name: words['zh-CN'].sign_in }).click();
    await expect(page.getByRole('alert')).toContainText(words['zh-CN'].used);
    expect(await late.cookies()).toEqual([]);
    await late.close();
  }

  await engineer.page.getByRole('button', { name: '退出登录' }).click();
  await expect(engineer.page.getByText(engineer.words.signed_out)).toBeVisible();
  expect(refused).toContain((await engineer.context.request.get(`${server.url}/api/staff/cases`)).status());
});

test('a resident reads nothing of the staff and nothing of a neighbour', async ({
  browser,
  server,
  photos,
  arrive_staff,
  arrive_resident,
}) => {
  const staff = await arrive_staff('王经理');
  const resident = await arrive_resident();
  await resident.complain(photos.ceiling);
  const shown = await resident.log.locator('button.photo img').first().getAttribute('src');
  const neighbour = await arrive_resident();
  const nobody = await profile(browser);
  const status = async (context, path) => (await context.request.get(server.url + path)).status();

  for (const path of ['/api/staff/me', '/api/staff/cases', '/api/staff/cases/CP-0001']) {
    expect(await status(staff.context, path), path).toBe(200);
    for (const one of [resident.context, nobody]) expect(refused, path).toContain(await status(one, path));
  }
  const thumb = shown;
  const full = shown.replace('&size=thumb', '');
  for (const path of [thumb, full]) {
    for (const one of [resident, staff]) expect(await status(one.context, path), path).toBe(200);
    for (const one of [neighbour.context, nobody]) expect(refused, path).toContain(await status(one, path));
  }
  await expect(neighbour.rows(resident.words.leak)).toHaveCount(0);

  const cookie = await cookie_of(resident);
  const own = { Origin: server.url };
  expect(await handshake(server, '/ws/chat', { ...own, Cookie: cookie })).toBe(101);
  expect(refused).toContain(await handshake(server, '/ws/staff', { ...own, Cookie: cookie }));
  expect(refused).toContain(await handshake(server, '/ws/chat', own));
  await nobody.close();
});

test('another page cannot open the socket or act in one’s name', async ({
  server,
  arrive_staff,
  arrive_resident,
}) => {
  const staff = await arrive_staff('王经理');
  const resident = await arrive_resident();
  const rooms = [
    ['/ws/chat', await cookie_of(resident)],
    ['/ws/staff', await cookie_of(staff)],
  ];
  for (const [path, Cookie] of rooms) {
    expect(await handshake(server, path, { Cookie, Origin: server.url })).toBe(101);
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}])
      expect(await handshake(server, path, { Cookie, ...headers }), path).toBe(403);
  }
  const forged = { headers: { Origin: 'https://evil.example' }, data: { role: 'manager' } };
  expect((await staff.context.request.post(`${server.url}/api/staff/invite`, forged)).status()).toBe(403);
  expect((await resident.context.request.post(`${server.url}/api/chat/forget`, forged)).status()).toBe(403);
});

test('what looks like HTML is shown as it was written', async ({ arrive_staff, arrive_resident }) => {
  const trap =
    '<img src=x onerror="window.hit=1"><script>window.hit=1</script>3栋2单元1101卫生间天花板一直滴水';
  const staff = await arrive_staff('<i>王经理</i>');
  const { words: w } = staff;
  const resident = await arrive_resident();
  await resident.write(trap);
  await resident.acknowledged(trap);
  await resident.answer(w.leak_from, w.from_upstairs);
  await resident.answer(w.ask_photo, w.no_photo);
  await expect(resident.rows(w.confirm)).toContainText(trap);
  await resident.answer(w.confirm, w.submit);
  await expect(staff.card()).toContainText('<script>window.hit=1</script>');
  await expect(staff.cases().first()).toContainText('<img src=x');
  await staff.tap(w.take);
  await resident.reads('<i>王经理</i>接手了');
  await staff.reply(trap);
  await expect(
    resident.log.locator('article.bubble:not(.me)').filter({ hasText: trap }).last(),
  ).toBeVisible();
  for (const one of [staff, resident]) {
    expect(await one.page.evaluate(() => window.hit)).toBeUndefined();
    expect(await one.page.locator('main script, main img[src="x"], main i').count()).toBe(0);
  }
});
