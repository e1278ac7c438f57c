import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { openRelyingParty, openUserAgent } from '../../harness/relying-party.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'

const orgno = '310000019'
const path = `/o/${orgno}/clients/prod-sim/web`
const reason = 'Mistanke om at hemmeligheten er på avveie'

let program: RunningPortal
let admin: PortalPerson
let operator: PortalPerson

before(async () => {
  program = await startPortalProgram({
    seed: {
      clients: [
        {
          client_id: 'web',
          client_orgno: orgno,
          client_name: 'Eksempeletaten – Web',
          integration_type: 'idporten',
          client_secret: sharedSecret,
          redirect_uris: ['https://web.example.no/callback', 'https://web.example.no/gammel'],
        },
      ],
      users: [
        {
          email: 'ada@etaten.no',
          name: 'Ada Admin',
          pid: '20914695016',
          roles: { [orgno]: ['integration_admin', 'org_admin'] },
        },
        { email: 'rita@drift.no', name: 'Rita Drift', pid: '28820360100', operator_roles: ['op_reviewer'] },
        { email: 'lise@etaten.no', name: 'Lise Leser', pid: '15867520160', roles: { [orgno]: ['reader'] } },
      ],
    },
  })
  admin = await openPortalUser(program, '20914695016')
  operator = await openPortalUser(program, '28820360100')
})
after(() => program.stop())

test('ONB-6 ONB-93 in production the owner removes an address without an order, and is told that adding one needs an order', async () => {
  const form = await admin.get(`${path}/edit`)
  assert.match(form.html, /data-environment="simulated"/)
  const added = await admin.submit(form, `${path}/edit`, {
    redirect_uris: 'https://web.example.no/callback\nhttps://web.example.no/gammel\nhttps://ny.example.no/cb',
  })
  assert.equal(added.status, 422)
  assert.match(added.html, /id="f-redirect-uris-error"/)
  const removed = await admin.submit(form, `${path}/edit`, { redirect_uris: 'https://web.example.no/callback' })
  assert.equal(removed.path, path, removed.words)
  assert.match(
    removed.words,
    /før: https:\/\/web\.example\.no\/callback, https:\/\/web\.example\.no\/gammel etter: https:\/\/web\.example\.no\/callback/,
  )
})

test('ONB-17 what touches a production client asks for a fresh login at a high level, and a reader is told which role is missing', async () => {
  const low = await openPortalUser(program, '20914695016', { level: 'substantial' })
  const asked = await low.post(`${path}/suspend`, { reason })
  assert.equal(asked.status, 401)
  assert.match(asked.words, /Logg inn på nytt/)
  const reader = await openPortalUser(program, '15867520160')
  const page = await reader.get(path)
  assert.doesNotMatch(page.words, /Trekk tilbake nå|Stans klienten|Endre klienten/)
  const refused = await reader.post(`${path}/secrets/revoke`, { secret_id: 'x' })
  assert.equal(refused.status, 403)
  assert.match(refused.words, /integration_admin/)
})

test('ONB-147 a production client that was used this week is closed only with a second confirmation', async () => {
  const service = openRelyingParty(program.productionIssuer)
  await service.logIn(openUserAgent())
  await admin.get(`${path}/log`)
  const page = await admin.get(`${path}/close`)
  assert.match(page.words, /Siste 7 dager: 1/)
  const refused = await admin.submit(page, `${path}/close`, { typed_name: 'Eksempeletaten – Web' })
  assert.equal(refused.status, 422)
  assert.match((await admin.get(path)).words, /I bruk/)
})

test('ONB-145 J-17 what the operator has stopped the owner cannot open, and nobody without accepted terms', async () => {
  const stopped = await operator.submit(await operator.get(path), `${path}/suspend`, { reason })
  assert.match(stopped.words, /Stanset/)
  const answer = await openRelyingParty(program.productionIssuer).authorize(openUserAgent())
  assert.equal(answer.status, 400)
  const byOwner = await admin.submit(await admin.get(path), `${path}/reopen`, { reason })
  assert.equal(byOwner.status, 403)
  const byOperator = await operator.submit(await operator.get(path), `${path}/reopen`, { reason })
  assert.equal(byOperator.status, 409)
  assert.match(byOperator.words, /vilkår/i)
  const mails = await admin.mails({ to: 'ada@etaten.no', code: 'M-19' })
  assert.equal(mails.length, 1)
  assert.match(mails[0]?.text ?? '', /Mistanke/)
})
