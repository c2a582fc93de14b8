import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { folder } from './support/places.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.mjs',
  outputDir: join(folder, 'failures'),
  globalSetup: './support/before_all.mjs',
  reporter: './support/reporter.mjs',
  fullyParallel: true, // every test has a server of its own
  workers: 2,
  forbidOnly: true,
  timeout: 120_000, // the longest takes 20 s alone on two cores; CI's machines are shared
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
