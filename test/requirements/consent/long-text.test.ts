import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, render } from '../../../src/pages/html.ts'
import { richText } from '../../../src/pages/rich-text.ts'
import { readSmallMarkdown } from '../../../src/protocol/small-markdown.ts'

const shown = (source: string): string =>
  richText(readSmallMarkdown(source), (host) => html`(${host})`)
    .map(render)
    .join('')

const link = (address: string, text: string, host: string) =>
  `<a class="ds-link" href="${address}" target="_blank" rel="noopener noreferrer">${text} (${host})</a>`

const texts: readonly (readonly [name: string, source: string, markup: string])[] = [
  ['paragraphs', 'one\ntwo\n\n \n three', '<p>one two</p><p>three</p>'],
  ['line ends of other systems', 'one\r\n\r\ntwo', '<p>one</p><p>two</p>'],
  ['bold', 'a **b c** d', '<p>a <strong>b c</strong> d</p>'],
  ['bold with underscores', '__b__', '<p><strong>b</strong></p>'],
  ['italic', 'a *b c*, _d_', '<p>a <em>b c</em>, <em>d</em></p>'],
  ['one in the other', '**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
  ['both at once', '***a***', '<p><strong><em>a</em></strong></p>'],
  ['a link', '[a](https://x.no/b)', `<p>${link('https://x.no/b', 'a', 'x.no')}</p>`],
  [
    'bold in a link',
    '[**a**](https://x.no:8443/)',
    `<p>${link('https://x.no:8443/', '<strong>a</strong>', 'x.no:8443')}</p>`,
  ],
  ['a link in bold', '**[a](https://x.no/)**', `<p><strong>${link('https://x.no/', 'a', 'x.no')}</strong></p>`],
  ['characters that turn the text around', 'a\u202eb\u0007\u2066c', '<p>abc</p>'],
  ['an underscore in a word', 'en_to_tre', '<p>en_to_tre</p>'],
  ['a star that stands alone', '2 * 3 * 4', '<p>2 * 3 * 4</p>'],
  ['marks without an end', '**a *b _c [d', '<p>**a *b _c [d</p>'],
  ['marks that are taken their meaning', '\\*a\\* \\[b](https://x.no/)', '<p>*a* [b](https://x.no/)</p>'],
  ['markup', '<b onclick="x">a</b>', '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt;</p>'],
  ['a heading and a list', '# a\n- b', '<p># a - b</p>'],
  ['an image', '![a](https://x.no/a.png)', `<p>!${link('https://x.no/a.png', 'a', 'x.no')}</p>`],
  ['a link in a link', '[a [b](https://x.no/)', `<p>${link('https://x.no/', 'a [b', 'x.no')}</p>`],
]
for (const [name, source, markup] of texts)
  test(`SCOPE-8 the long text: ${name}`, () => assert.equal(shown(source), markup))

for (const address of [
  'http://x.no/',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '//x.no/',
  '/here',
  'https://',
  'https://user:pass@x.no/',
  'https://x.no@evil.example/',
  'https://x.no/"onclick="x',
  'https://blåbær.no/',
  ' https://x.no/',
])
  test(`SCOPE-8 the long text: ${address} is no address of a link`, () => {
    const markup = shown(`[a](${address})`)
    // What a browser would not read as written is rewritten by the address reader, so only the attribute counts.
    if (address.includes('"')) assert.match(markup, /href="https:\/\/x\.no\/%22onclick=%22x"/)
    else assert.equal(markup.includes('<a '), false, markup)
  })

/** Pieces that hurt, put together at random; the same every time. */
const pieces = [
  '*',
  '**',
  '_',
  '__',
  '[',
  ']',
  '(',
  ')',
  '](https://x.no/',
  '\\',
  ' ',
  '\n',
  '\n\n',
  '<',
  '>',
  '"',
  "'",
  '&',
  'a',
  'ø',
  '\u0000',
  '\u202e',
  'javascript:',
  '<script>',
  'https://x.no/<b>',
]

test('SCOPE-8 whatever an owner writes, the page gets no tag and no attribute but those, and no text is lost', () => {
  let seed = 42
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 8) % below
  }
  for (let round = 0; round < 20_000; round += 1) {
    const source = Array.from({ length: draw(24) }, () => pieces[draw(pieces.length)]).join('')
    const markup = shown(source)
    const open: string[] = []
    const rest = markup.replaceAll(
      /<(\/?)(p|strong|em|a)( class="ds-link" href="https:\/\/[^"<>\s]+" target="_blank" rel="noopener noreferrer")?>/g,
      (_tag, close: string, name: string, attributes: string | undefined) => {
        assert.equal(name === 'a' && close === '', attributes !== undefined, source)
        if (close === '') open.push(name)
        else assert.equal(open.pop(), name, source)
        return ''
      },
    )
    assert.deepEqual(open, [], source)
    assert.equal(/[<>"']/.test(rest), false, `${JSON.stringify(source)} gave ${markup}`)
    const letters = (text: string) => text.replaceAll(/[^aø]/g, '')
    assert.ok(
      letters(rest).length >= letters(source.replaceAll(/https:[^)]*\)?|javascript:|<script>/g, '')).length,
      source,
    )
  }
})

test('SCOPE-8 the longest text is read quickly, however it is made', () => {
  for (const piece of ['*', '**', '_', '__a', '*a', '**a ', '[', '[a](', '[a](https://x.no/) ', '\\', ' *a', '*a **b '])
    for (const prefix of ['', 'a ', '**']) {
      const began = performance.now()
      shown(prefix + piece.repeat(Math.floor(4000 / piece.length)))
      assert.ok(performance.now() - began < 1000, piece)
    }
})
