/**
 * A screenshot as a PNG of at most 256 colours, which is a third of its size: pages of text have few colours
 * but for the edges of letters. The most frequent colours that an eye tells apart are kept, each other
 * becomes the nearest of them. The browser that took the picture decodes it. Format: PNG (W3C), colour type
 * 3.
 */
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";

interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Three bytes a colour. */
  readonly palette: readonly number[];
  /** One byte a pixel, as base64. */
  readonly pixels: string;
}

export async function indexedPng(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, palette, pixels } = (await page.evaluate(
    `(${reduce})("data:image/png;base64,${png.toString("base64")}")`,
  )) as Indexed;
  const indices = Buffer.from(pixels, "base64");
  // Each row begins with its filter: none, which serves indices best.
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++)
    indices.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Runs in the browser. */
const reduce = `async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const colours = new Uint32Array(data.length / 4);
  const counts = new Map();
  for (let at = 0; at < colours.length; at++) {
    const colour = (data[at * 4] << 16) | (data[at * 4 + 1] << 8) | data[at * 4 + 2];
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const apart = ([r, g, b], [x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
  const kept = [];
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    const own = parts(colour);
    if (palette.length === 256 || palette.some((other) => apart(own, other) < 60)) continue;
    kept.push(colour);
    palette.push(own);
  }
  const nearest = new Map(kept.map((colour, at) => [colour, at]));
  const indexOf = (colour) => {
    const known = nearest.get(colour);
    if (known !== undefined) return known;
    const own = parts(colour);
    let best = 0;
    let least = Infinity;
    for (let at = 0; at < palette.length; at++) {
      const distance = apart(own, palette[at]);
      if (distance < least) [best, least] = [at, distance];
    }
    nearest.set(colour, best);
    return best;
  };
  let text = "";
  for (let at = 0; at < colours.length; at += 8192) text += String.fromCharCode(...Array.from(colours.subarray(at, at + 8192), indexOf));
  return { width: image.width, height: image.height, palette: palette.flat(), pixels: btoa(text) };
}`;
