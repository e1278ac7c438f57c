import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const theme = readFileSync(new URL('theme.css', import.meta.url), 'utf8')
const page = readFileSync(new URL('page.css', import.meta.url), 'utf8')

function colour(name: string): string {
  const value = new RegExp(`--ds-color-${name}: (#[0-9a-f]{3,6});`).exec(theme)?.[1]
  assert.ok(value, `theme.css has no colour ${name}`)
  return value
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const part = Number.parseInt(digits.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const families = ['accent', 'neutral', 'info', 'success', 'warning', 'danger']
const backgrounds = ['background-default', 'background-tinted', 'surface-default', 'surface-tinted', 'surface-hover']

for (const family of families) {
  test(`UD-4 text of the ${family} colours has contrast 4.5 on each of their backgrounds`, () => {
    for (const background of backgrounds) {
      for (const text of ['text-subtle', 'text-default']) {
        const found = contrast(colour(`${family}-${text}`), colour(`${family}-${background}`))
        assert.ok(found >= 4.5, `${text} on ${background}: ${found}`)
      }
    }
    for (const base of ['base-default', 'base-hover', 'base-active']) {
      const found = contrast(colour(`${family}-base-contrast-default`), colour(`${family}-${base}`))
      assert.ok(found >= 4.5, `text on ${base}: ${found}`)
    }
  })

  test(`UD-4 borders of controls in the ${family} colours have contrast 3 on the page and on its cards`, () => {
    for (const border of ['border-default', 'border-strong']) {
      for (const background of ['neutral-background-default', 'neutral-surface-default']) {
        assert.ok(contrast(colour(`${family}-${border}`), colour(background)) >= 3, `${border} on ${background}`)
      }
    }
  })
}

test('UD-4 neutral and accent text can be read on the page itself, and focus be seen', () => {
  for (const name of ['neutral-text-subtle', 'accent-text-subtle', 'danger-text-subtle', 'focus-outer']) {
    assert.ok(contrast(colour(name), colour('neutral-background-default')) >= 4.5, name)
  }
})

test('LOGO-1 the background of the page is the one that logos are made for', () => {
  assert.equal(colour('neutral-background-default'), '#f3f4f4')
})

test('PAGE-25 the styles load nothing from elsewhere', () => {
  assert.deepEqual(page.match(/url\("[^"]*"\)/g), ['url("inter-4.1.woff2")'])
  assert.doesNotMatch(theme + page, /@import|https?:|\/\//)
})
