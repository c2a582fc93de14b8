// Looks at a page as it stands: axe must find nothing, nothing may stick out, and the picture is kept.
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

// The bar, the conversation and the field fill the screen; only the conversation scrolls.
function sticks_out(page) {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const field = document.querySelector('#input');
    const wrong = [];
    if (scrollWidth > innerWidth) wrong.push(`${scrollWidth - innerWidth} px sideways`);
    if (scrollHeight > innerHeight) wrong.push(`${scrollHeight - innerHeight} px below`);
    if (field && field.scrollHeight > field.clientHeight) wrong.push('the words in the field are cut');
    return wrong;
  });
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
  expect.soft(await sticks_out(page), `${name} fits the screen`).toEqual([]);
}

// A page that is read and printed rather than worked in: whole, and as it comes out on A4.
export async function look_at_paper(page, name, language, width) {
  const path = join(screenshots, `${name}-${language}-${width}`);
  await page.screenshot({ path: `${path}.png`, fullPage: true });
  expect.soft(await axe_finds(page), `axe on ${name}`).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(sideways, `${name} fits the width`).toBeLessThanOrEqual(0);
  const bytes = await page.pdf({ path: `${path}.pdf`, preferCSSPageSize: true });
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
}
