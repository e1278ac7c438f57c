import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, type HtmlValue, html, nothing, render } from './html.ts'

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

test('HTTP-12 text in a page or an attribute is escaped, and nothing of it is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const page = render(html`<p title="${text}">${text}</p>`)
      const parts = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(page)
      assert.ok(parts, page)
      assert.equal(unescaped(parts[1] as string), text)
      assert.equal(unescaped(parts[2] as string), text)
    }),
  )
})

test('HTTP-12 markup and lists of markup stand as they are, once, at any depth', () => {
  const item = (text: string) => html`<li>${text}</li>`
  assert.equal(render(html`<ul>${['a', '<b>'].map(item)}</ul>`), '<ul><li>a</li><li>&lt;b&gt;</li></ul>')
  assert.equal(render(html`<div>${html`<p>${html`${'&'}`}</p>`}${nothing}</div>`), '<div><p>&amp;</p></div>')
})

test('HTTP-12 false and undefined show nothing, numbers show themselves', () => {
  assert.equal(render(html`${false}${undefined}${0}${12.5}`), '012.5')
})

test('HTTP-12 something that only looks like markup is refused', () => {
  const forged = { text: '<script>', place: 'content' } as unknown as HtmlValue
  assert.throws(() => html`<p>${forged}</p>`, /cannot stand/)
  assert.throws(() => html`<p>${['<b>'] as unknown as HtmlValue}</p>`, /Html only/)
  assert.throws(() => html`<p title="${html`<b>`}"></p>`, /cannot stand in attribute/)
  assert.throws(() => html`<p title="${undefined}"></p>`, /cannot stand in attribute/)
  assert.throws(() => html`<title>${html`<b>`}</title>`, /cannot stand in text-only/)
  assert.equal(render(html`<title>${'</title>'}</title>`), '<title>&lt;/title&gt;</title>')
})

const x = 'x'
const places: readonly [string, () => unknown][] = [
  ['an unquoted attribute', () => html`<p title=${x}></p>`],
  ['a fixed unquoted attribute', () => html`<p title=a>${x}</p>`],
  ['a script', () => html`<script>${x}</script>`],
  ['a style', () => html`<style>${x}</style>`],
  ['an event handler', () => html`<p onclick="${x}"></p>`],
  ['an event handler in capitals', () => html`<p ONCLICK='${x}'></p>`],
  ['a style attribute', () => html`<p style="color: ${x}"></p>`],
  ['a srcdoc', () => html`<iframe srcdoc="${x}"></iframe>`],
  ['a comment', () => html`<!-- ${x} -->`],
  ['the name of a tag', () => html`<${x}>`],
  ['the rest of a name of a tag', () => html`<h${x}>`],
  ['the name of an attribute', () => html`<p data-${x}="y">`],
  ['a template that ends inside a tag', () => html`<p title="${x}"`],
  ['a template that ends inside a script', () => html`<script>`],
  ['an address of an unsettled kind', () => html`<a href="java${x}">`],
  ['an address of a kind that runs code', () => html`<a href="javascript:${x}">`],
  ['an address whose kind the fixed text after it decides', () => html`<a href="${x}:alert(1)">`],
  ['an address in two halves', () => html`<a href="${x}${x}">`],
]
for (const [place, use] of places) {
  test(`HTTP-12 a template with a value in ${place} is refused at first use`, () => assert.throws(use, TypeError))
}

const addresses: readonly [string, boolean][] = [
  ['/authorize/selector?x=1:2', true],
  ['https://service.example/', true],
  ['mailto:help@example.no', true],
  ['no.example.app:/callback', true],
  ['?language=nn', true],
  ['#pid', true],
  ['', true],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)', false],
  [' \u0001java\nscript:alert(1)', false],
  ['java\tscript\n:alert(1)', false],
  ['data:text/html,<script>', false],
  ['vbscript:x', false],
  ['blob:https://a/b', false],
]
for (const [address, accepted] of addresses) {
  test(`HTTP-12 the address ${JSON.stringify(address)} ${accepted ? 'may' : 'may not'} stand on a page`, () => {
    const uses = [
      () => html`<a href="${address}">x</a>`,
      () => html`<form action='${address}'></form>`,
      () => html`<button ${attributes({ formaction: address })}>x</button>`,
    ]
    for (const use of uses) accepted ? assert.ok(use()) : assert.throws(use, /scheme/)
  })
}

test('HTTP-12 an address may go on after its beginning is settled', () => {
  const id = 'a&b'
  assert.equal(render(html`<a href="/login/${id}?x=${id}">x</a>`), '<a href="/login/a&amp;b?x=a&amp;b">x</a>')
  assert.equal(render(html`<a href="${'http://a'}/b/${id}">x</a>`), '<a href="http://a/b/a&amp;b">x</a>')
})

test('HTTP-12 attributes() writes what is there, leaves out what is not, and refuses code', () => {
  const some = attributes({ id: 'a"b', checked: true, disabled: false, lang: undefined, rows: 3 })
  assert.equal(render(html`<input ${some}>`), '<input  id="a&quot;b" checked rows="3">')
  assert.throws(() => attributes({ onclick: 'x' }), /may not be written/)
  assert.throws(() => attributes({ style: 'x' }), /may not be written/)
  assert.throws(() => attributes({ 'a b': 'x' }), /may not be written/)
  assert.throws(() => html`<p>${some}</p>`, /cannot stand/)
  assert.throws(() => html`<p ${'checked' as HtmlValue}>`, /only the result of attributes/)
})

test('HTTP-12 no text can end the element or attribute that it stands in', () => {
  const hostile = fc.constantFrom(
    '"',
    "'",
    '<',
    '>',
    '&',
    '</title>',
    '-->',
    '<!--',
    '</script>',
    ' onload=x',
    '`',
    '=',
    '\u0000',
  )
  fc.assert(
    fc.property(
      fc.array(hostile).map((parts) => parts.join('')),
      (text) => {
        const page = render(
          html`<textarea title='${text}'>${text}</textarea><p ${attributes({ title: text })}>${text}</p>`,
        )
        assert.equal(page.match(/[<>]/g)?.length, 8)
        assert.equal(page.match(/"/g)?.length, 2)
        assert.equal(page.match(/'/g)?.length, 2)
      },
    ),
  )
})
