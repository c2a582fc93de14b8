// A resident and a member of staff in front of their pages: what they can see and do there.
import { expect } from '@playwright/test';
import { words } from './words.mjs';

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 800 };
export const screens = ['zh-CN', 'en'].flatMap((language) =>
  [phone, desk].map((size) => ({ language, size })),
);

// A browser profile of its own: nothing is shared with the others, as on another machine.
export function profile(browser, { language = 'zh-CN', size = desk, ...more } = {}) {
  return browser.newContext({
    locale: language,
    viewport: size,
    hasTouch: size.width < 600,
    isMobile: size.width < 600,
    timezoneId: 'Asia/Shanghai',
    ...more,
  });
}

class Visitor {
  constructor(page, url, language) {
    this.page = page;
    this.context = page.context();
    this.url = url;
    this.words = words[language];
    this.log = page.getByRole('log');
    this.field = page.locator('#input');
    this.faults = [];
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) this.faults.push(message.text());
    });
    page.on('request', (request) => {
      const address = new URL(request.url());
      if (/^(https?|wss?):$/.test(address.protocol) && address.hostname !== '127.0.0.1')
        this.faults.push(`asked a stranger: ${request.url()}`);
    });
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async write(text) {
    await this.field.fill(text);
    await this.button(this.words.send).click();
  }

  async add_photos(...files) {
    await this.page.locator('input[type=file][data-camera=false]').setInputFiles(files);
  }

  photos_stored(count) {
    return expect(this.page.locator('.composer .tray-photo.stored')).toHaveCount(count);
  }

  rows(text) {
    return this.log.locator('article').filter({ hasText: text });
  }

  said(text) {
    return this.log.locator('article.bubble.me').filter({ hasText: text });
  }

  online() {
    return expect(this.page.getByText(this.words.online, { exact: true })).toBeVisible();
  }

  reads(text) {
    return expect(this.rows(text).last()).toBeVisible();
  }

  acknowledged(text) {
    return expect(this.said(text).filter({ hasText: this.words.delivered })).toHaveCount(1);
  }

  // Waits until every picture of a row came and shows something.
  async sees_photos(row, count) {
    const photos = row.locator('button.photo img');
    await expect(photos).toHaveCount(count);
    for (const photo of await photos.all()) {
      await photo.scrollIntoViewIfNeeded();
      await expect(photo).toHaveJSProperty('complete', true);
      expect(await photo.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
    }
    return photos;
  }
}

export class Resident extends Visitor {
  static async arrive(context, url, language = 'zh-CN') {
    const resident = new Resident(await context.newPage(), url, language);
    await resident.page.goto(url);
    await resident.online();
    return resident;
  }

  // By a return link: its page says what it does, and the button does it.
  static async come_back(context, link, language = 'zh-CN') {
    const resident = new Resident(await context.newPage(), new URL('/', link).href, language);
    await resident.page.goto(link);
    await resident.button(resident.words.link_go).click();
    await resident.online();
    return resident;
  }

  choice(label) {
    return this.log
      .locator('.choice[aria-disabled=false]')
      .filter({ has: this.page.getByText(label, { exact: true }) });
  }

  async answer(question, label) {
    await this.reads(question);
    await this.choice(label).last().click();
  }

  open_privacy() {
    return this.button(this.words.privacy).first().click();
  }

  // A whole complaint up to its code; photos go with its first words.
  async complain(...photos) {
    const { words: w } = this;
    if (photos.length > 0) {
      await this.add_photos(...photos);
      await this.photos_stored(photos.length);
    }
    await this.write(w.leak);
    await this.answer(w.leak_from, w.from_upstairs);
    if (photos.length === 0) await this.answer(w.ask_photo, w.no_photo);
    await this.answer(w.confirm, w.submit);
    await this.reads(w.filed);
  }
}

export class Staff extends Visitor {
  // By the sign-in link; the first one that the server printed makes the manager.
  static async arrive(context, link, name, language = 'zh-CN') {
    const staff = new Staff(await context.newPage(), new URL('/staff', link).href, language);
    staff.name = name;
    await staff.page.goto(link);
    await staff.sign_in(name);
    await staff.online();
    return staff;
  }

  async sign_in(name) {
    await this.page.getByLabel(this.words.sign_in_name, { exact: true }).fill(name);
    await this.button(this.words.sign_in).click();
  }

  card(code = 'CP-0001') {
    return this.log.locator('article.card').filter({ has: this.button(this.words.open_case(code)) });
  }

  async tap(label, on = this.card()) {
    await on
      .locator('.choice')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .click();
  }

  async reply(text, on = this.card()) {
    await on.locator('button.reply').click();
    await this.write(text);
  }

  async open_more() {
    await this.page.locator('.top-acts button.quiet').last().click();
    await expect(this.page.getByRole('dialog')).toBeVisible();
  }

  // A link for a colleague, made in the manager's page.
  async invite(role = 'engineer') {
    await this.open_more();
    await this.page.getByLabel(this.words.invite_role).selectOption(role);
    await this.button(this.words.invite_make).click();
    const link = await this.page.getByLabel(this.words.invite_link).inputValue();
    await this.button(this.words.close).click();
    return link;
  }

  // On a narrow screen the room and the cases are behind tabs.
  async show(part) {
    const tabs = this.page.locator('.tabs');
    if (await tabs.isVisible())
      await tabs
        .getByRole('button')
        .nth(part === 'cases' ? 1 : 0)
        .click();
  }

  cases() {
    return this.page.locator('.case-row');
  }
}
