// A gas leak: what to do comes first, the group is alarmed until somebody takes it, the resident is told.
import { expect, test } from './support/fixtures.mjs';
import { desk, phone } from './support/people.mjs';

for (const [language, size] of [
  ['zh-CN', phone],
  ['en', desk],
]) {
  test.describe(language, () => {
    test.use({ language, size, settings: { timing: { alarm_repeat: '2s' } } });
    test(`a gas leak, ${language}`, async ({ arrive_staff, arrive_resident }) => {
      const staff = await arrive_staff('王经理');
      const resident = await arrive_resident();
      const { words } = resident;
      await resident.reads(words.greeting);
      const before = await resident.log.locator('article').count();
      await resident.write(words.gas);
      await resident.reads(words.safe_now);
      const rows = await resident.log.locator('article').allTextContents();
      expect(rows[before]).toContain(words.gas);
      expect(rows[before + 1]).toContain(words.safety); // before anything else is asked
      expect(rows[before + 2]).toContain('CP-0001');
      // The number can be tapped.
      await expect(resident.rows(words.safety).getByRole('link', { name: '119' })).toHaveAttribute(
        'href',
        'tel:119',
      );

      await expect(staff.card()).toContainText(words.gas_card);
      await expect(staff.card()).toContainText('🚨');
      await expect(staff.card()).toHaveClass(/\bp0\b/);
      const alarm = staff.log.locator('article.bubble.alarm').filter({ hasText: words.still_nobody });
      await expect(alarm.first()).toBeVisible();
      await resident.reads(words.nobody); // nobody took it twice
      await staff.tap(words.take, alarm.last());
      await resident.reads(words.coming('王经理'));
      await expect(staff.card()).toContainText('王经理');
      const alarms = await alarm.count();
      await resident.write('119');
      await resident.acknowledged('119');
      expect(await alarm.count()).toBe(alarms);
    });
  });
}
