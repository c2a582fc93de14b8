// Files that are no photos: the page says so in words, and what was written stays.
import { expect, test } from './support/fixtures.mjs';
import { bad_files } from './support/pictures.mjs';

const text = '3栋2单元1101漏水';

for (const [name, file] of Object.entries(bad_files)) {
  test(`a bad photo (${name}) is refused in words and the text is kept`, async ({
    server,
    photos,
    arrive_resident,
  }) => {
    const resident = await arrive_resident();
    const { words } = resident;
    await resident.field.fill(text);
    await resident.add_photos(file, photos.ceiling);
    const refused = resident.page.locator('.composer .tray-photo.refused');
    await expect(refused).toContainText(words.refused[name]);
    await resident.photos_stored(1); // the good one beside it
    await expect(resident.field).toHaveValue(text);

    // Sent as it stands it waits, in view; without the bad photo it goes.
    await resident.button(words.send).click();
    await expect(resident.log.locator('article.pending')).toContainText(words.refused[name]);
    expect(await server.messages()).toEqual([]);
    await resident.log.getByRole('button', { name: words.remove_photo(1), exact: true }).click();
    await resident.acknowledged(text);
    await resident.sees_photos(resident.said(text), 1);
  });
}

test('the server itself refuses what the page would not send', async ({ server, arrive_resident }) => {
  const resident = await arrive_resident();
  const post = async (file, type = file.mimeType) => {
    const answer = await resident.context.request.post(`${server.url}/api/photos`, {
      headers: { Origin: server.url, 'Content-Type': type, 'X-Linli-Id': crypto.randomUUID() },
      data: file.buffer,
    });
    return [answer.status(), (await answer.json()).error];
  };
  expect(await post(bad_files.heavy)).toEqual([413, 'too_big']);
  expect(await post(bad_files.text)).toEqual([415, 'unsupported']);
  expect(await post(bad_files.torn)).toEqual([422, 'not_a_picture']);
  expect(await post(bad_files.bomb)).toEqual([422, 'too_many_pixels']);
  expect(await post(bad_files.text, 'image/gif')).toEqual([415, 'unsupported']);
  await resident.write('还在吗');
  await resident.acknowledged('还在吗');
});
