// Photos as a phone makes them, with the place in the EXIF block, each of its own colour.
import jpeg from 'jpeg-js';

// TIFF inside APP1: the camera's name and a GPS directory with a latitude.
function exif() {
  const make = Buffer.from('Examplefone\0', 'latin1');
  const gps_at = 8 + 2 + 2 * 12 + 4 + make.length;
  const tiff = Buffer.alloc(gps_at + 2 + 12 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  entry(10, 0x010f, 2, make.length, gps_at - make.length);
  entry(22, 0x8825, 4, 1, gps_at);
  make.copy(tiff, gps_at - make.length);
  tiff.writeUInt16LE(1, gps_at);
  entry(gps_at + 2, 1, 2, 2, 0x4e); // GPSLatitudeRef "N"
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

export function photo(seed, width = 64, height = 48) {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let i = 0; i < width * height; ++i) {
    data[i * 4] = (seed * 53) % 256;
    data[i * 4 + 1] = (seed * 101 + (i % width)) % 256;
    data[i * 4 + 2] = (seed * 197 + Math.floor(i / width)) % 256;
  }
  const plain = jpeg.encode({ data, width, height }, 80).data;
  return Buffer.concat([plain.subarray(0, 2), exif(), plain.subarray(2)]);
}

export const tells_where = (bytes) => bytes.includes('Exif\0') || bytes.includes('Examplefone');

// {width, height}; throws where it is no JPEG.
export function decoded(bytes) {
  const { width, height } = jpeg.decode(bytes);
  return { width, height };
}
