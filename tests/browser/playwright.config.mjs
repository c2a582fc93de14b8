import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { folder } from './support/places.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.mjs',
  outputDir: join(folder, 'failures'),
  reporter: './support/reporter.mjs',
  fullyParallel: true, // every test has a server of its own
  workers: 2,
  forbidOnly: true,
  timeout: 60_000, // a whole way takes about ten seconds alone
  expect: { timeout: 15_000 }, // above one reconnect of the page and the tick after an album
  use: {
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium', // Debian's, as in README.md
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
