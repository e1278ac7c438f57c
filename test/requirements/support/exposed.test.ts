import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '../../../src/journey/actor.ts'
import { scanText } from '../../../src/journey/scan-text.ts'
import { findExposed } from '../../../src/usecases/onboarding/exposed/find-exposed.ts'
import { reportExposed } from '../../../src/usecases/onboarding/exposed/report-exposed.ts'
import { settleExposed } from '../../../src/usecases/onboarding/exposed/settle-exposed.ts'
import { revoke } from '../../../src/usecases/self-service/secret-rotation.ts'
import { clientId, type SupportProgram, startSupportProgram } from './support-program.ts'

let at: SupportProgram
before(async () => {
  at = await startSupportProgram()
})
after(() => at.stop())

const hour = 3600
const later = (hours: number) => ({
  ...at.needs,
  clock: { nowSeconds: () => at.program.clock.nowSeconds() + hours * hour },
})
const expose = async (secret: string) => {
  const exposures = await findExposed(at.needs)(scanText(`her: ${secret}`).found)
  const now = at.program.clock.nowSeconds()
  await at.store.transaction((store) =>
    reportExposed(at.needs, store, systemActor('test'), exposures, 'CS-TEST22', now),
  )
  return exposures
}
const stateOf = async (environment: string, secretId: string) => {
  const client = await at.store.environment(environment).clients.find(clientId)
  const secret = client?.thing.secrets.find((one) => one.secretId === secretId)
  const [item] = await at.store.portal.queue.list({ lookup: `${environment}/${clientId}/${secretId}` })
  return { isRevoked: secret?.revokedAtSeconds !== undefined, queue: item?.thing.state }
}

test('REG-77 a secret is found among all clients of its environment without knowing whose it is; another is not', async () => {
  const { secret, secretId } = await at.giveSecret('test')
  const found = await findExposed(at.needs)([
    { kind: 'client_secret', value: secret },
    { kind: 'client_secret', value: secret },
    { kind: 'client_secret', value: `cs_t_${'A'.repeat(43)}` },
    { kind: 'client_secret', value: secret.replace('cs_t_', 'cs_p_') },
  ])
  assert.deepEqual(
    found.map((one) => [one.environment.name, one.client.clientId, one.secretId]),
    [['test', clientId, secretId]],
  )
})

test('ONB-153 an exposed secret of production is told once and revoked after 72 hours unless it has been replaced', async () => {
  const { secret, secretId } = await at.giveSecret('prod-sim')
  await expose(secret)
  await expose(secret)
  const mails = (await at.store.outbox.list({ code: 'M-25' }, 50)).filter(({ text }) => text.includes(secretId))
  assert.deepEqual(mails.map(({ to }) => to).sort(), ['ada@etaten.no', 'sikkerhet@etaten.no'])
  assert.match(mails[0]?.text ?? '', /trekkes den tilbake av seg selv/)
  await settleExposed(later(71))()
  assert.deepEqual(await stateOf('prod-sim', secretId), { isRevoked: false, queue: 'OPEN' })
  await settleExposed(later(73))()
  assert.deepEqual(await stateOf('prod-sim', secretId), { isRevoked: true, queue: 'DONE' })
  const actions = (await at.store.journal.list({ objectId: clientId }, 10)).map(({ action }) => action)
  assert.deepEqual(actions.slice(0, 2), ['secret.revoked', 'secret.exposed'])
})

test('ONB-153 in test an exposed secret is not revoked by itself, and leaves the queue when its owner has ended it', async () => {
  const { secret, secretId } = await at.giveSecret('test')
  await expose(secret)
  await settleExposed(later(100))()
  assert.deepEqual(await stateOf('test', secretId), { isRevoked: false, queue: 'OPEN' })
  const { clients } = at.store.environment('test')
  const kept = await clients.find(clientId)
  assert.ok(kept)
  const now = at.program.clock.nowSeconds()
  const secrets = kept.thing.secrets.map((one) => (one.secretId === secretId ? revoke(one, now) : one))
  await clients.save({ ...kept.thing, secrets }, kept.origin, now)
  await settleExposed(at.needs)()
  assert.deepEqual(await stateOf('test', secretId), { isRevoked: true, queue: 'DONE' })
  assert.deepEqual(await expose(secret), [])
})
