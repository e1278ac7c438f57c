import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPng } from '../../../src/images/read-png.ts'
import { rewriteImage } from '../../../src/images/rewrite-image.ts'
import { animatedGif, locatedJpeg, plainPng, pngOf } from './pictures.ts'

const limits = { bytes: 200_000, height: 90, width: 800 }
const pixelsOf = async (bytes: Buffer) => {
  const written = await rewriteImage(bytes, limits)
  assert.ok(written.ok, written.ok ? '' : written.message)
  return readPng(written.png, () => {})
}
const faultOf = async (bytes: Buffer) => {
  const written = await rewriteImage(bytes, limits)
  return written.ok ? 'ok' : written.fault
}
const chunkTypes = (png: Buffer): string[] => {
  const types: string[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) types.push(png.toString('latin1', at + 4, at + 8))
  return types
}

test('LOGO-2 what is written holds the pixels and nothing else: no place, no comment, no second frame, nothing behind the end', async () => {
  const hidden = 'tEXtComment\0<script>alert(1)</script>'
  const talkative = pngOf(2, 1, Buffer.from([0, 1, 2, 3, 4, 5, 6]), {
    more: [
      ['tEXt', Buffer.from(hidden)],
      ['eXIf', Buffer.from('GPS 59.9 10.7')],
      ['acTL', Buffer.from('0000000200000000', 'hex')],
    ],
  })
  for (const sent of [locatedJpeg, animatedGif, Buffer.concat([talkative, Buffer.from('<html>PK\x03\x04')])]) {
    const written = await rewriteImage(sent, limits)
    assert.ok(written.ok)
    assert.deepEqual(chunkTypes(written.png), ['IHDR', 'IDAT', 'IEND'])
    assert.doesNotMatch(written.png.toString('latin1'), /camera|GPS|comment|NETSCAPE|script|html/)
  }
  assert.deepEqual([...(await pixelsOf(animatedGif)).rgba], [255, 0, 0, 255, 0, 0, 255, 255], 'the first frame')
  const jpeg = await pixelsOf(locatedJpeg)
  assert.deepEqual([jpeg.width, jpeg.height], [16, 8])
  assert.ok(Math.abs((jpeg.rgba[0] ?? 0) - 200) < 8 && (jpeg.rgba[1] ?? 0) < 50, 'red, as it was')
  assert.deepEqual([...(await pixelsOf(talkative)).rgba], [1, 2, 3, 255, 4, 5, 6, 255])
})

test('LOGO-2 every kind of PNG is read: grey, palette, few bits, many bits, opacity, interlaced', async () => {
  const first = async (raw: number[], kind: Parameters<typeof pngOf>[3], width = 1) => [
    ...(await pixelsOf(pngOf(width, 1, Buffer.from(raw), kind))).rgba,
  ]
  assert.deepEqual(await first([0, 0b10_000000], { bitDepth: 1, colorType: 0 }, 2), [255, 255, 255, 255, 0, 0, 0, 255])
  assert.deepEqual(await first([0, 0x80, 0x01, 0xff, 0xff, 0, 0], { bitDepth: 16, colorType: 2 }), [128, 255, 0, 255])
  assert.deepEqual(await first([0, 200, 77], { colorType: 4 }), [200, 200, 200, 77])
  assert.deepEqual(await first([0, 9, 8, 7, 6], { colorType: 6 }), [9, 8, 7, 6])
  const palette = ['PLTE', Buffer.from([1, 2, 3, 4, 5, 6])] as const
  const transparent = ['tRNS', Buffer.from([0])] as const
  assert.deepEqual(
    await first([0, 0b01_000000], { bitDepth: 1, colorType: 3, more: [palette, transparent] }, 2),
    [1, 2, 3, 0, 4, 5, 6, 255],
  )
  // 3 × 3 greys, pass by pass: the corner; nothing; nothing; (2,0); (0,2) (2,2); (1,0) (1,2); the row between.
  const interlaced = Buffer.from([0, 1, 0, 3, 0, 7, 9, 0, 2, 0, 8, 0, 4, 5, 6])
  const { rgba } = await pixelsOf(pngOf(3, 3, interlaced, { colorType: 0, interlaced: true }))
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((pixel) => rgba[pixel * 4]),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  )
})

test('LOGO-2 a picture that is huge when unpacked is refused by its header, and one that lies about its size too', async () => {
  const pixels = Buffer.alloc(64)
  assert.equal(await faultOf(pngOf(100, 60_000, pixels)), 'too-high')
  assert.equal(await faultOf(pngOf(2_000_000_000, 2, pixels)), 'too-wide')
  assert.equal(await faultOf(pngOf(4, 4, Buffer.alloc(50_000_000))), 'malformed', 'more than the header says')
  assert.equal(await faultOf(pngOf(80, 80, pixels)), 'malformed', 'less than the header says')
  const gif = Buffer.from(animatedGif)
  gif.writeUInt16LE(65_535, 8)
  assert.equal(await faultOf(gif), 'too-high')
  const jpeg = Buffer.from(locatedJpeg)
  jpeg.writeUInt16BE(65_535, jpeg.indexOf(Buffer.from('ffc00011', 'hex')) + 5)
  assert.equal(await faultOf(jpeg), 'too-high')
})

test('LOGO-1 LOGO-2 what a file is is told by its content: SVG and HTML are refused, and so is everything broken', async () => {
  assert.equal(await faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'unknown-format')
  assert.equal(await faultOf(Buffer.from('<!doctype html><script>alert(1)</script>')), 'unknown-format')
  assert.equal(await faultOf(Buffer.alloc(0)), 'unknown-format')
  assert.equal(await faultOf(Buffer.alloc(200_001, 0x47)), 'file-too-large')
  const { ok } = await rewriteImage(plainPng(800, 90), limits)
  assert.ok(ok, 'the largest that is allowed')
  for (const whole of [plainPng(20, 20), animatedGif, locatedJpeg])
    for (let length = 8; length < Math.min(whole.length - 20, 400); length++) {
      const fault = await faultOf(whole.subarray(0, length))
      assert.ok(fault !== 'unknown-format' && (fault === 'malformed' || whole === animatedGif), `${length}: ${fault}`)
    }
})
