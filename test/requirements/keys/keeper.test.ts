import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { thumbprint } from '../../../src/protocol/thumbprint.ts'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { decodeToken, openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { runProgram } from '../registry/served-program.ts'

const start = async (context: TestContext, signer?: string): Promise<RunningGateway> => {
  const gateway = await startGateway({ variables: { GATEWAY_KEYS_SIGNER: signer } })
  context.after(() => gateway.stop())
  return gateway
}
const tokens = (gateway: RunningGateway) => openRelyingParty(gateway.issuer).tokens(openUserAgent())
const kidOf = (token = ''): unknown => decodeToken(token).header.kid
const databaseOf = ({ folder }: RunningGateway): string => join(folder, 'portvakt.sqlite')
const privateKeysIn = (gateway: RunningGateway): readonly string[] => {
  const database = new DatabaseSync(databaseOf(gateway), { readOnly: true })
  const rows = database.prepare('SELECT private_key FROM signing_key').all()
  database.close()
  return rows.map((row) => String(row.private_key))
}

test('KEY-12 a module of the operator keeps the keys when the settings name it, over a restart and a rotation', async (context) => {
  const gateway = await start(context, fileURLToPath(new URL('../../contracts/child-keeper.ts', import.meta.url)))
  await gateway.tendKeys()
  const before = (await tokens(gateway)).id_token
  for (const stored of privateKeysIn(gateway)) assert.match(stored, /^[\w/-]+ [\w-]{43} slot-\d+$/)
  await gateway.restart()
  assert.equal(kidOf((await tokens(gateway)).id_token), kidOf(before))
  gateway.clock.forward(90 * 86_400)
  await gateway.tendKeys()
  gateway.clock.forward(86_400)
  const after = (await tokens(gateway)).id_token
  assert.notEqual(kidOf(after), kidOf(before))
  const { keys } = (await send(`${gateway.issuer}/jwks.json`)).json() as { keys: { kid: string }[] }
  assert.ok(keys.some(({ kid }) => kid === kidOf(after)) && keys.some(({ kid }) => kid === kidOf(before)))
})

test('KEY-12 a keeper that is not there ends the start with a plain sentence', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-keeper-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [signer, why] of [
    ['hsm', /GATEWAY_KEYS_SIGNER: "hsm" is neither local nor a module that can be loaded/],
    ['src/protocol/client.ts', /exports no function openKeyKeeper/],
  ] as const) {
    const { code, errorLines } = await runProgram(['serve', '--sites', 'gateway'], {
      GATEWAY_KEYS_SIGNER: signer,
      GATEWAY_DATABASE: join(folder, 'portvakt.sqlite'),
      GATEWAY_SECRETS_FILE: join(folder, 'secrets.json'),
    })
    assert.equal(code, 78)
    assert.match(errorLines.join('\n'), why)
  }
})

test('KEY-12 a key that an earlier version stored in the clear goes on signing, and is encrypted at the next start', async (context) => {
  const gateway = await start(context)
  const { privateKey: pem } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const { n = '', e = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  const kid = thumbprint({ kty: 'RSA', n, e })
  const database = new DatabaseSync(databaseOf(gateway))
  database.exec('PRAGMA busy_timeout = 5000')
  database
    .prepare(
      `UPDATE signing_key SET kid = ?, public_jwk = ?, private_key = ?, x5c = '[]' WHERE environment = 'test' AND alg = 'RS256'`,
    )
    .run(kid, JSON.stringify({ kty: 'RSA', n, e }), pem)
  database.close()
  const secretsPath = join(gateway.folder, 'secrets.json')
  const secrets = JSON.parse(readFileSync(secretsPath, 'utf8'))
  // Neither had the earlier version an encryption key; a row that one has sealed already would not open without it.
  const other = new DatabaseSync(databaseOf(gateway))
  other.exec(`PRAGMA busy_timeout = 5000; DELETE FROM signing_key WHERE private_key NOT LIKE '-----%'`)
  other.close()
  for (const name of Object.keys(secrets)) delete secrets[name].key_encryption
  writeFileSync(secretsPath, JSON.stringify(secrets))
  await gateway.restart()
  assert.equal(kidOf((await tokens(gateway)).id_token), kid)
  for (const stored of privateKeysIn(gateway)) assert.match(stored, /^1:[\w-]+$/)
  await gateway.restart()
  assert.equal(kidOf((await tokens(gateway)).id_token), kid)
})
