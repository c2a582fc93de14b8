// What the entries of the channels share.
export const words = '8栋楼下垃圾满了';

// Still JSON, a form or a query, but not what was signed.
export const changed = (body) => body.replace('8栋', '9栋');

// Another value of the same key until it is put back.
export const replaced = (key) => (api) => {
  const kept = api[key];
  api[key] = 'another-value-0123456789';
  return () => { api[key] = kept; };
};
