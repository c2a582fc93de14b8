// Looks at a page as it stands: axe must find nothing, nothing may stick out sideways, and the picture
// is kept.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { screenshots } from './places.mjs';

mkdirSync(screenshots, { recursive: true });

async function axe_finds(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
  );
}

export async function look(page, name, language, width) {
  await page.mouse.move(0, 0);
  const path = join(screenshots, `${name}-${language}-${width}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  expect.soft(await axe_finds(page), `axe on ${name}`).toEqual([]);
  for (const color of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: color });
    if (color === 'dark') expect.soft(await axe_finds(page), `axe on ${name}, dark`).toEqual([]);
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(wider, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
}
