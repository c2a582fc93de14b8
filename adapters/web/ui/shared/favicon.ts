// The mark in the browser's tab. It is made here, since the server serves the six files of build.mjs
// and the pages' rules allow pictures from this server and from blobs only.
const roofs =
  '<path fill="#e0a458" d="M17 19 27 10l10 9v15H17z"/><path fill="#1c6a58" d="M3 22 14 12l11 10v12H3z"/>';
const bell = '<circle cx="31" cy="9" r="9" fill="#c8321f"/>';

let address = '';

export function show_favicon(alarm = false): void {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${roofs}${alarm ? bell : ''}</svg>`;
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  let link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (!link) {
    link = document.createElement('link');
    link.rel = 'icon';
    document.head.append(link);
  }
  link.href = address;
}
