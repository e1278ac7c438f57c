import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const own = `/o/${orgno}/terms`
const daySeconds = 86_400

let program: RunningPortal
let admin: PortalPerson
let staff: PortalPerson

before(async () => {
  program = await startPortalProgram({
    seed: {
      users: [
        { email: 'ada@etaten.no', name: 'Ada Signatur', pid: '20914695016', roles: { [orgno]: ['org_admin'] } },
        { email: 'lise@etaten.no', name: 'Lise Leser', pid: '15867520160', roles: { [orgno]: ['reader'] } },
        { email: 'dina@drift.no', name: 'Dina Drift', pid: '28820360100', operator_roles: ['op_admin'] },
      ],
    },
  })
  admin = await openPortalUser(program, '20914695016', { level: 'substantial' })
  staff = await openPortalUser(program, '28820360100')
})
after(() => program.stop())

const stored = () => openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
const dateIn = (days: number): string =>
  new Date((program.clock.nowSeconds() + days * daySeconds) * 1000).toISOString().slice(0, 10)

const newVersion = (version: string, effectiveFrom: string) => ({
  version,
  effective_from: effectiveFrom,
  'summary.nb': `Nytt i ${version}`,
  'general.nb': `## Formål\r\n\r\nGenerell tekst ${version} med <merke>.`,
  'general.en': `General words of ${version}.`,
  'login.nb': `Innlogging etter ${version}.`,
})

async function publish(version: string, effectiveFrom: string): Promise<PortalPage> {
  const page = await staff.get('/operator/terms/new')
  const preview = await staff.submit(page, '/operator/terms/preview', newVersion(version, effectiveFrom))
  return preview.status === 200 ? staff.submit(preview, '/operator/terms') : preview
}

async function accept(fields: Record<string, string | undefined> = { has_read: 'yes' }): Promise<PortalPage> {
  const page = await admin.get(`${own}/accept?chapters=login&text_language=en`)
  assert.equal(page.status, 200, page.words)
  return admin.submit(page, `${own}/accept`, fields)
}

test('ONB-30 a version is published with all its faults told first, shown as it was written, and never changed', async () => {
  const form = await staff.get('/operator/terms/new')
  const faulty = await staff.submit(form, '/operator/terms/preview', {
    version: 'ny',
    'login.en': 'only English',
    'login.nb': '',
  })
  assert.equal(faulty.status, 422)
  for (const field of ['version', 'effective-from', 'general-nb', 'login-nb', 'summary-nb'])
    assert.match(faulty.html, new RegExp(`href="#f-${field}"`), field)
  const published = await publish('1.0', dateIn(0))
  assert.equal(published.path, '/operator/terms')
  const again = await publish('1.0', dateIn(40))
  assert.equal(again.status, 422)
  const soon = await publish('1.1', dateIn(20))
  assert.equal(soon.status, 422, 'less than 30 days of notice')
  const page = await admin.get('/terms/1.0')
  assert.match(page.words, /Formål Generell tekst 1.0 med <merke>\./)
})

test('ONB-10 everybody reads the terms in force, who may join and how, and every version with its hash', async () => {
  const visitor = await openPortalUser(program, '24926229865', { level: false })
  const page = await visitor.get('/terms')
  assert.equal(page.status, 200)
  assert.match(page.words, /Hvem kan bli tjenesteeier\?/)
  assert.match(page.words, /Slik blir du tjenesteeier/)
  const version = await visitor.get('/terms/1.0')
  const published = (await stored().portal.termsVersions.find('1.0'))?.thing
  assert.ok(version.words.includes(published?.hashes.login?.nb ?? 'no hash'))
  assert.match(version.words, /Publisert \d{4}-\d\d-\d\d\. Gjelder fra \d{4}/)
  assert.equal((await visitor.get('/terms/9.9')).status, 404)
})

test('ONB-33 N-18 the test button makes a signatory whose acceptances are marked as simulated', async () => {
  const before = await admin.get(own)
  assert.match(before.words, /Ikke godtatt/)
  assert.match(before.words, /ingen er registrert som signaturberettiget/)
  assert.equal((await admin.post(`${own}/accept`, { version: '1.0', has_read: 'yes' })).status, 403, 'not a signatory')
  const after = await admin.submit(before, `${own}/test-signatory`)
  assert.equal(after.path, own)
  const early = await admin.get(`${own}/accept?chapters=login`)
  assert.equal(early.status, 401, 'ONB-17: a level that is too low')
  await admin.logIn({ level: 'high', fresh: true })
})

test('TRM-1 ONB-31 ONB-17 a signatory accepts what was shown, with a fresh login at a high level', async () => {
  const unread = await accept({ has_read: undefined })
  assert.equal(unread.status, 422)
  const tampered = await accept({ has_read: 'yes', text_hash: 'f'.repeat(64) })
  assert.equal(tampered.status, 409, 'another text than the one shown')
  program.clock.forward(16 * 60)
  assert.equal((await admin.get(`${own}/accept?chapters=login`)).status, 401)
  await admin.logIn({ level: 'high', fresh: true })
  const done = await accept()
  assert.equal(done.path, own, done.words)
  assert.match(done.words, /Godtatt \(simulert\)/)
  const [kept] = await stored().portal.termsAcceptances.list({ orgno })
  const acceptance = kept?.thing
  assert.ok(acceptance !== undefined)
  const { signatory, ...rest } = acceptance
  assert.deepEqual(
    { ...rest, id: '', sessionRef: '', atSeconds: 0, textHash: '' },
    {
      id: '',
      orgno,
      kind: 'acceptance',
      organisationName: 'Eksempeletaten',
      version: '1.0',
      chapters: ['general', 'login'],
      language: 'en',
      textHash: '',
      ground: 'simulated',
      simulated: true,
      acr: 'idporten-loa-high',
      sessionRef: '',
      atSeconds: 0,
      ip: acceptance.ip,
    },
  )
  assert.equal(signatory.name, 'Ada Signatur')
  assert.ok(signatory.identity.length > 20 && !signatory.identity.includes('20914695016'), 'sealed')
  const journal = await stored().journal.list({ action: 'terms.accepted' }, 5)
  assert.deepEqual(journal[0]?.before, { status: 'NONE' })
})

test('ONB-32 TRM-1 the accepted text goes to signatory and administrators, with its hash in the mail', async () => {
  const [mail] = await admin.mails({ to: 'ada@etaten.no', code: 'M-04' })
  const [kept] = await stored().portal.termsAcceptances.list({ orgno })
  assert.ok(mail?.text.includes(kept?.thing.textHash ?? 'no hash'))
  const attached = await admin.get(mail?.attachments?.[0]?.url ?? '')
  assert.match(attached.html, /General words of 1\.0\./)
  assert.ok(!mail?.text.includes('20914695016'))
})

test('TRM-2 a further chapter is accepted beside the former ones', async () => {
  const done = await accept()
  assert.equal(done.path, own)
  assert.equal((await stored().journal.list({ action: 'terms.chapter_accepted' }, 5)).length, 1)
})

test('TRM-3 ONB-38 who accepted a former version is told at publishing, 30, 7 and 0 days before it ends', async () => {
  const published = await publish('2.0', dateIn(31))
  assert.equal(published.path, '/operator/terms')
  const told = async () =>
    (await admin.mails({ to: 'ada@etaten.no', code: 'M-05' })).map(({ subject }) => subject ?? '')
  assert.equal((await told()).length, 1)
  const { sweepTerms } = await import('../../../src/usecases/onboarding/terms/sweep-terms.ts')
  const { openLetters } = await import('../../../src/usecases/onboarding/letter.ts')
  const { mailTermsTexts } = await import('../../../src/texts/mail-terms-text.ts')
  const { openSystemRandom } = await import('../../../src/system/random.ts')
  const durable = stored()
  const at = program.clock.nowSeconds()
  const subjects: string[] = []
  for (const days of [1, 31 + 59, 31 + 60, 31 + 84, 31 + 90, 31 + 91]) {
    const clock = { nowSeconds: () => at + days * daySeconds }
    await sweepTerms({
      durable,
      clock,
      random: openSystemRandom(),
      letter: openLetters('Portvakt', mailTermsTexts),
      portalUrl: program.portal,
      productionAcr: 'idporten-loa-high',
      hasRealProduction: false,
      loginIsReal: false,
    })()
    const mails = await durable.outbox.list({ code: 'M-05' }, 20)
    subjects.push(`${days}: ${mails.length}`)
  }
  assert.deepEqual(subjects, ['1: 1', '90: 1', '91: 2', '115: 3', '121: 4', '122: 4'])
  assert.equal((await durable.journal.list({ action: 'terms.outdated' }, 5)).length, 1)
})

test('TRM-4 ONB-39 a withdrawal has a reason, tells everybody, and comes before the operator', async () => {
  const short = await admin.submit(await admin.get(`${own}/withdraw`), `${own}/withdraw`, { reason: 'nei' })
  assert.equal(short.status, 422)
  const reason = 'Vi slutter med tjenesten ved nyttår.'
  const done = await admin.submit(short, `${own}/withdraw`, { reason })
  assert.equal(done.path, own)
  assert.match(done.words, /Trukket tilbake/)
  const open = await stored().portal.queue.list({ orgno, states: ['OPEN'] })
  assert.deepEqual(
    open.map(({ thing }) => thing.kind),
    ['terms_withdrawn'],
  )
  const mails = await stored().outbox.list({ code: 'M-05' }, 20)
  assert.ok(mails.some(({ to, text }) => to === 'ada@etaten.no' && text.includes(reason)))
  assert.equal((await admin.post(`${own}/withdraw`, { reason })).status, 409, 'nothing is left to withdraw')
})

test('ONB-18 others cannot sign, and strangers do not learn that the organisation exists', async () => {
  const reader = await openPortalUser(program, '15867520160')
  assert.equal((await reader.post(`${own}/withdraw`, { reason: 'x'.repeat(30) })).status, 403)
  assert.equal((await reader.get('/operator/terms')).status, 404)
  const stranger = await openPortalUser(program, '24926229865')
  assert.equal((await stranger.get(own)).status, 404)
})
