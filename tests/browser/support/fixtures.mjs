// What every test is handed: a server of its own, photos, and people with browsers of their own. When a
// test ends, no page may have met an error, and the server must end by itself.
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { folder } from './places.mjs';
import { read_photos } from './pictures.mjs';
import { Server } from './server.mjs';
import { WeakNetwork } from './weak_network.mjs';
import { Resident, Staff, desk, phone, profile } from './people.mjs';

const folder_name = (title) => title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);

export const test = base.extend({
  settings: [{}, { option: true }], // sections of linli.toml (server.mjs)
  language: ['zh-CN', { option: true }], // of the people and of the server
  size: [phone, { option: true }], // of a resident's screen

  photos: [async ({}, use) => use(read_photos(join(folder, 'photos'))), { scope: 'worker' }],

  server: async ({ settings, language }, use, info) => {
    const gateway = { language, ...settings.gateway };
    const server = await Server.start(join(folder, folder_name(info.title)), { ...settings, gateway });
    await use(server);
    expect(await server.stop(), 'the exit code after SIGTERM').toBe(0);
  },

  weak_network: async ({ server }, use) => {
    const network = await WeakNetwork.before(server);
    await use(network);
    await network.end();
  },

  visitors: async ({}, use) => {
    const visitors = [];
    await use(visitors);
    expect(
      visitors.flatMap((one) => one.faults),
      'faults of the pages',
    ).toEqual([]);
    for (const one of visitors) await one.context.close();
  },

  // arrive_resident(), or with the address of a network in between, a size, a language.
  arrive_resident: async ({ browser, server, visitors, language, size }, use) =>
    use(async (more = {}) => {
      const context = await profile(browser, { language, size, ...more });
      const resident = await Resident.arrive(context, more.url ?? server.url, more.language ?? language);
      visitors.push(resident);
      return resident;
    }),

  // Without a link: the manager, by the link that the server printed.
  arrive_staff: async ({ browser, server, visitors, language }, use) =>
    use(async (name, more = {}) => {
      const context = await profile(browser, { language, size: desk, ...more });
      const staff = await Staff.arrive(
        context,
        more.link ?? server.staff_link,
        name,
        more.language ?? language,
      );
      visitors.push(staff);
      return staff;
    }),
});

export { expect };
