// Builds public/portvakt.css and its brotli twin from the design system's parts that we use, our theme and our own
// layout. The result is committed; `npx node tools/build-css.mjs --check` fails when it is not what the sources give.
import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

const package_ = new URL('../node_modules/@digdir/designsystemet-css/dist/', import.meta.url)
const own = new URL('../src/pages/css/', import.meta.url)
const output = new URL('../public/portvakt.css', import.meta.url)
const packed = new URL('../public/portvakt.css.br', import.meta.url)

const baseParts = ['base', 'heading', 'label', 'paragraph', 'validation-message']
const parts = [
  'data-size-workaround',
  'link',
  'button',
  'input',
  'field',
  'fieldset',
  'error-summary',
  'alert',
  'skip-link',
  'list',
  'divider',
]
const morePartsOfPortalAndDemo = ['card', 'details', 'tag', 'table']

const read = (name, folder) => readFileSync(new URL(name, folder), 'utf8').trim()
const layer = (name, files) => `@layer ${name}{${files.map((file) => read(`src/${file}.css`, package_)).join('')}}`

const minified = (css) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: (?=[^{}]*[;}])/g, ':')
    .replace(/;}/g, '}')
    .trim()

/** The layers of the package's theme but its colours: those are ours. */
function sizesAndType() {
  const theme = read('theme/designsystemet.css', package_)
  const layers = theme.split(/(?=@layer ds\.theme\.)/)
  return layers
    .filter((text) => !/^@layer ds\.theme\.(color-scheme|typography\.secondary)/.test(text))
    .map((text) => text.replace(/[^{}]*brand[12]\][^{}]*\{[^}]*\}/g, ''))
    .join('')
}

/** Drops declarations of custom properties that nothing reads, until all that is left is read. */
function withoutUnread(css) {
  for (;;) {
    const read = new Set(Array.from(css.matchAll(/var\(\s*(--[\w-]+)/g), (match) => match[1]))
    const next = css
      .replace(/([{;])(--_?ds[\w-]*):(?:[^;{}"]|"[^"]*")*(;|(?=\}))/g, (whole, before, name) =>
        read.has(name) ? whole : before,
      )
      .replace(/;}/g, '}')
    if (next === css) return css.replace(/[^{};]+\{\}/g, '')
    css = next
  }
}

const css = `${withoutUnread(
  [
    '@layer ds.theme,ds.base,ds.components;',
    sizesAndType(),
    minified(read('theme.css', own)),
    layer('ds.base', baseParts),
    layer('ds.components', [...parts, ...morePartsOfPortalAndDemo]),
    minified(read('page.css', own)),
  ].join(''),
)}\n`

if (process.argv.includes('--check')) {
  const same = readFileSync(output, 'utf8') === css && String(brotliDecompressSync(readFileSync(packed))) === css
  if (!same) {
    console.error('public/portvakt.css is not what its sources give: run `npx node tools/build-css.mjs`')
    process.exitCode = 1
  }
} else {
  const brotli = brotliCompressSync(css, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  writeFileSync(output, css)
  writeFileSync(packed, brotli)
  console.log(`portvakt.css: ${css.length} bytes, ${brotli.length} with brotli`)
}
