// Before all tests: the photos are drawn, by the browser that the tests use.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { folder } from './places.mjs';
import { draw_photos } from './pictures.mjs';

export default async function before_all(config) {
  const browser = await chromium.launch(config.projects[0].use.launchOptions);
  await draw_photos(browser, join(folder, 'photos'));
  await browser.close();
}
