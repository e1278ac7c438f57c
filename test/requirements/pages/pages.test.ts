import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { errorPage } from '../../../src/pages/error-page.ts'
import { html, render } from '../../../src/pages/html.ts'
import { layout } from '../../../src/pages/layout.ts'
import { languages } from '../../../src/protocol/language.ts'
import { longName, sampleFrame, samplePages } from './sample-pages.ts'

const pages = Object.fromEntries(languages.map((language) => [language, samplePages(language)]))
const every = languages.flatMap((language) =>
  Object.entries(pages[language] ?? {}).map(([name, page]) => ({ language, name, page })),
)
const nb = (name: string): string => pages.nb?.[name] ?? assert.fail(`no page ${name}`)

test('LANG-5 LANG-4 every page says its language, and offers all four, each marked with its own', () => {
  for (const { language, page } of every) {
    assert.match(page, new RegExp(`^<!doctype html>\n<html lang="${language}">`))
    for (const other of languages) {
      const button = new RegExp(`<button name="language" value="${other}" lang="${other}"([^>]*)>`).exec(page)
      assert.ok(button)
      assert.equal(button[1]?.includes('aria-current="true"'), other === language)
    }
  }
})

test('PAGE-26 the title is "step – service – product", and begins with the word for error when there is one', () => {
  const title = (page: string) => /<title>([^<]*)<\/title>/.exec(page)?.[1]
  assert.equal(title(nb('selector')), 'Velg hvordan du vil logge inn – Demotjeneste A – Portvakt')
  assert.equal(title(nb('test-id-faults')), 'Feil: Logg inn med TestID – Demotjeneste A – Portvakt')
  assert.match(title(pages.en?.['error-not-found'] ?? '') ?? '', /^Error: /)
})

test('UD-3 every page has one h1, one main, and a way past the header', () => {
  for (const { name, page } of every) {
    for (const part of ['<h1', '<main', '<header', '<footer', 'href="#main"']) {
      assert.equal(page.split(part).length, 2, `${part} on ${name}`)
    }
  }
})

test('TID-6 the word for the test environment is on every page there, and on none elsewhere', () => {
  for (const { page } of every) assert.match(page, /class="pv-test"><p><strong>\p{L}+/u)
  const production = layout(sampleFrame('nb', { testBanner: false }), { step: 'x', main: html`<h1>x</h1>` })
  assert.doesNotMatch(render(production), /pv-test|Testmiljø/)
})

test('PID-9 an environment that takes numbers of the real kind warns on its pages', () => {
  assert.match(nb('selector-step-up'), /Bruk aldri nummeret til en virkelig person/)
  assert.doesNotMatch(nb('selector'), /Bruk aldri nummeret/)
})

test('UD-11 help is in the footer of every page', () => {
  for (const { page } of every) assert.match(page, /<footer class="pv-footer">\n<a class="ds-link" href="\/help">/)
})

test('PAGE-20 LOGO-4 the service is named on every login page, and its name is the text of its logo', () => {
  const name = longName.replace('&', '&amp;')
  assert.match(nb('selector'), /Demotjeneste A<\/strong>/)
  assert.ok(nb('selector-step-up').includes(`<img src="/logo/abc.png" alt="${name}" width="130" height="60">`))
})

test('HTTP-12 no page holds script, style or event handler of its own', () => {
  for (const { name, page } of every) {
    assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|javascript:/i, name)
    for (const script of page.match(/<script[\s\S]*?<\/script>/g) ?? []) {
      assert.match(script, /^<script src="\/assets\/[a-z-]+\.js" defer><\/script>$/)
    }
  }
})

test('PAGE-25 pages load nothing from other sites', () => {
  for (const { name, page } of every) {
    const loaded = page.match(/<(link|script|img|iframe)[^>]*(src|href)="[^"]*"/g) ?? []
    for (const tag of loaded) assert.match(tag, /(src|href)="(\/[^/]|data:,)/, name)
  }
})

test('AUTO-2 the way to TestID is a link whose name is "TestID Lag din egen testbruker"', () => {
  const link = /<a href="\/authorize\/testid1" referrerpolicy="same-origin">([\s\S]*?)<\/a>/.exec(nb('selector'))?.[1]
  const name = link
    ?.replace(/<span[^>]*aria-hidden[\s\S]*?<\/span>/, '')
    .replace(/<[^>]*>/g, '')
    .trim()
  assert.equal(name, 'TestID Lag din egen testbruker')
})

test('SEL-6 an eID that is down is listed with a text, and is no link', () => {
  assert.match(nb('selector'), /MinID<\/strong>[\s\S]*?Ikke tilgjengelig akkurat nå/)
  assert.doesNotMatch(nb('selector'), /href="\/authorize\/minid1"/)
})

test('SEL-5 UPS-11 UPS-12 UPS-14 the selection page says why it is shown, and what happened before', () => {
  assert.match(nb('selector-step-up'), /krever et høyere sikkerhetsnivå/)
  assert.match(nb('selector-step-up'), /Innloggingen virket ikke akkurat nå/)
  assert.match(nb('selector-forced'), /logge inn på nytt/)
})

const form = (page: string): string => /<form id="page-form"[\s\S]*?<\/form>/.exec(page)?.[0] ?? assert.fail('no form')

test('AUTO-3 AUTO-4 AUTO-5 AUTO-6 the form of TestID keeps the hooks that tests of services use', () => {
  const page = nb('test-id')
  assert.match(form(page), /<label class="ds-label" for="pid">Personidentifikator \(syntetisk\)<\/label>/)
  assert.match(form(page), /<input [^>]*id="pid" name="pid" type="text" inputmode="numeric" autocomplete="username"/)
  assert.deepEqual(page.match(/<button[^>]*type="submit"[^>]*>[^<]*/g), [
    '<button class="ds-button" type="submit">Autentiser',
  ])
  assert.match(form(page), /Autentiser[\s\S]*type="submit" name="random" formnovalidate value="Hent tilfeldig person">/)
  assert.deepEqual(
    Array.from(form(page).matchAll(/name="acr" id="[^"]*" value="([^"]*)"([^>]*)>/g), (match) => [match[1], match[2]]),
    [
      ['idporten-loa-low', ' disabled aria-describedby="idporten-loa-low-hint"'],
      ['idporten-loa-substantial', ' checked'],
      ['idporten-loa-high', ''],
    ],
  )
})

test('AUTO-10 CANC-1 the pages of a login have a cancel control, in a form of its own', () => {
  for (const name of ['selector', 'selector-step-up', 'selector-forced', 'test-id', 'test-id-faults']) {
    assert.match(
      nb(name),
      /<form class="pv-cancel" method="post" action="\/authorize\/cancel">\n<button[^>]*data-testid="cancel">/,
    )
  }
  for (const name of ['form-post', 'logout', 'logged-out', 'error-unexpected'])
    assert.doesNotMatch(nb(name), /testid="cancel/)
})

test('UD-6 ERRP-5 faults are said at the field and in a summary with links, and what was typed is kept', () => {
  const page = nb('test-id-faults')
  assert.match(page, /<li><a class="ds-link" href="#pid">Personidentifikatoren er ikke gyldig/)
  assert.match(page, /<li><a class="ds-link" href="#idporten-loa-substantial">Velg et sikkerhetsnivå/)
  assert.match(page, /value="1483 &quot;854" aria-describedby="pid-error pid-description" aria-invalid="true">/)
  assert.match(page, /id="pid-error">Personidentifikatoren er ikke gyldig/)
  assert.doesNotMatch(nb('test-id'), /error-summary|aria-invalid/)
})

test('AUTHZ-48 the form_post page carries each parameter and has a button', () => {
  assert.match(
    nb('form-post'),
    /method="post" action="\/callback">\n<input type="hidden" name="code" value="a&quot;b">/,
  )
  assert.match(nb('form-post'), /<button class="ds-button" type="submit">Fortsett<\/button>/)
})

test('LOGOUT-13 LOGOUT-14 the logout page calls each service, and has a link and a refresh that need no script', () => {
  assert.match(nb('logout'), /<iframe src="\/slow" hidden [\s\S]*<iframe src="\/quick" hidden /)
  assert.match(
    nb('logout'),
    /<a class="ds-button" id="continue" href="\/done\?state=a&amp;iss=b" data-wait-seconds="5"[^>]*>/,
  )
  assert.match(nb('logout'), /<meta http-equiv="refresh" content="5;url=\/done\?state=a&amp;iss=b">/)
})

test('LOUT-2 LOUT-3 the logged-out page claims no more than is known, and links to a service that is known', () => {
  assert.match(nb('logged-out'), /kan fortsatt ha deg innlogget/)
  assert.match(nb('logged-out'), /href="http:\/\/service\.example\/">Gå til Demotjeneste A</)
})

test('ERRP-2 an error page has reference and time, and links to the service only when its address is known', () => {
  assert.match(nb('error-unexpected'), /<code>reference-1234<\/code>[\s\S]*22\.11\.2026 kl\. 19\.10\.05/)
  assert.match(nb('error-unexpected'), /href="http:\/\/service\.example\/"/)
  const { service: _, ...unknown } = sampleFrame('nb')
  const page = render(errorPage(unknown, { kind: 'unknown-service-link', reference: 'r', time: 't' }))
  assert.doesNotMatch(page, /service\.example|pv-service/)
  assert.match(page, /<title>Feil: Lenken til tjenesten virker ikke – Portvakt<\/title>/)
})

test('PAGE-21 the first page is small: 15 kB of HTML, and 60 kB with style and typeface', () => {
  const size = (file: string) => statSync(new URL(`../../../public/${file}`, import.meta.url)).size
  for (const { name, page } of every) assert.ok(Buffer.byteLength(page) < 8_000, name)
  assert.ok(size('portvakt.css.br') + size('inter-4.1.woff2') + 8_000 < 60_000)
  assert.ok(readFileSync(new URL('../../../public/inter-4.1.LICENSE.txt', import.meta.url), 'utf8').includes('OFL'))
})

test('UD-4 the stylesheet that is served is what its sources give', () => {
  const build = fileURLToPath(new URL('../../../tools/build-css.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [build, '--check'], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})
