import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { termsAcceptance, termsVersion } from '../../harness/accepted-terms.ts'
import { administrator, owner } from '../../harness/portal-people.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

const orgno = '310000019'
const users = `/o/${orgno}/users`
const asked = {
  name: 'Leo Leverandør',
  email: 'leo@etat.example.test',
  roles: ['integration_admin', 'supplier_admin'],
}

let program: RunningPortal
let kari: PortalPerson

before(async () => {
  program = await startPortalProgram({ seed: { users: [owner, administrator] } })
  kari = await openPortalUser(program, owner.pid)
})
after(() => program.stop())

const stored = () => openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))

async function memberPath(): Promise<string> {
  const row = (await kari.get(users)).html.split('<tr>').find((one) => one.includes(asked.email)) ?? ''
  return /href="(\/o\/[^"]+)"/.exec(row)?.[1] ?? assert.fail('the person is not on the page')
}

test('ONB-35 nobody gets supplier_admin before the organisation has accepted the terms for suppliers', async () => {
  const refused = await kari.submit(await kari.get(users), users, asked)
  assert.equal(refused.status, 409)
  assert.match(refused.words, /Bruksvilkårene er ikke godtatt for supplier\. De kan godtas av Kari Eksempel/)
  const durable = stored()
  const nowSeconds = program.clock.nowSeconds()
  const version = termsVersion('1.0', nowSeconds - 86_400, ['general', 'login', 'supplier'])
  await durable.portal.termsVersions.add(version, nowSeconds)
  await durable.portal.termsAcceptances.add(termsAcceptance('1.0', nowSeconds), nowSeconds)
  durable.close()
  const ownTerms = await kari.submit(refused, users, asked)
  assert.equal(ownTerms.status, 409, "a customer's own terms are not those for suppliers")
  assert.equal((await kari.submit(refused, users, { ...asked, roles: ['reader'] })).status, 200)
  const path = await memberPath()
  for (const person of [kari, await openPortalUser(program, administrator.pid)]) {
    const changed = await person.post(`${path}/roles`, { roles: asked.roles })
    assert.equal(changed.status, 409)
  }
})

test('ONB-35 with the terms for suppliers accepted the role is given', async () => {
  const durable = stored()
  const nowSeconds = program.clock.nowSeconds()
  const acceptance = termsAcceptance('1.0', nowSeconds, { id: 'supplier', chapters: ['general', 'supplier'] })
  await durable.portal.termsAcceptances.add(acceptance, nowSeconds)
  durable.close()
  const path = await memberPath()
  assert.equal((await kari.post(`${path}/roles`, { roles: asked.roles })).status, 200)
  const invited = await kari.submit(await kari.get(users), users, { ...asked, email: 'lea@etat.example.test' })
  assert.equal(invited.status, 200)
})
