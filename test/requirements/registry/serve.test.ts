import assert from 'node:assert/strict'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { openRelyingParty } from '../../harness/relying-party.ts'
import { openUserAgent, send } from '../../harness/user-agent.ts'
import { filesBeside, makeFolder, removeFolder, runProgram, type ServedProgram, serve } from './served-program.ts'

const timeout = 60_000
const client = (id: string, more = ''): string =>
  `  - {client_id: ${id}, client_orgno: "310000019", client_name: Etaten, integration_type: idporten, redirect_uris: ["https://${id}.example.no/callback"]${more}}\n`
const seed = (...clients: string[]): string => `version: 1\nclients:\n${clients.join('')}`
const faulty = seed(client('one'), client('two', ', colour: red'), client('three', ', application_type: desktop'))
const faultsOf = (path: string): string[] => [
  `${path}:clients[1].colour: is not a known key (REG-167).`,
  `${path}:clients[2].application_type: must be one of web, browser, native (REG-6)`,
]
const opensLogin = async ({ issuer }: ServedProgram, id: string): Promise<boolean> =>
  (await openRelyingParty(issuer, id).authorize(openUserAgent())).status === 302

test('REG-160 CT-10 a faulty seed ends the start with 78 and every fault, and nothing of it is in the registry', {
  timeout,
}, async () => {
  const folder = makeFolder({ 'a.yaml': seed(client('good')), 'b.yaml': faulty, 'c.json': '{"version": 1' })
  const variables = {
    ...filesBeside(folder),
    GATEWAY_SEED_FILE: '',
    GATEWAY_SEED_DIR: folder,
    GATEWAY_SITES: 'gateway',
  }
  const refused = await runProgram(['serve'], variables)
  assert.equal(refused.code, 78)
  assert.equal(refused.errorLines.length, 3, refused.errorLines.join('\n'))
  for (const fault of faultsOf(`${folder}/b.yaml`))
    assert.ok(refused.errorLines.includes(fault), `${refused.errorLines}`)
  assert.match(refused.errorLines.join('\n'), new RegExp(`^${folder}/c\\.json:: `, 'm'))
  assert.doesNotMatch(refused.errorLines.join('\n'), /\n\s+at /)
  assert.doesNotMatch(readFileSync(filesBeside(folder).GATEWAY_DATABASE, 'latin1'), /good\.example\.no/)
  removeFolder(folder)
})

test('ENV-4 LIFE-20 faulty settings end the start with 78 and every fault, before anything is opened', {
  timeout,
}, async () => {
  const folder = makeFolder({})
  const refused = await runProgram(['serve'], {
    ...filesBeside(folder),
    GATEWAY_ENVIRONMENTS: 'production',
    GATEWAY_PRODUCTION_KIND: 'prod',
    GATEWAY_PRODUCTION_PORT: '7075',
    GATEWAY_PRODUCTION_ISSUER: 'https://login.etat.no',
    GATEWAY_PRODUCTION_EIDS: 'testid',
    GATEWAY_SITES: 'gateway',
    GATEWAY_PRODUCTION_LIFETIME_LOGIN: 'soon',
    GATEWAY_SEED_APIS: '1',
  })
  assert.equal(refused.code, 78)
  assert.deepEqual(refused.errorLines.map((line) => line.split(/[ :]/, 1)[0]).sort(), [
    'GATEWAY_PRODUCTION_EIDS',
    'GATEWAY_PRODUCTION_LIFETIME_LOGIN',
    'GATEWAY_SEED_APIS',
  ])
  assert.equal(existsSync(filesBeside(folder).GATEWAY_DATABASE), false)
  removeFolder(folder)
})

test('REG-169 SIGHUP reads the seed again; a faulty one leaves all as it was and its faults are logged', {
  timeout,
}, async (context) => {
  const program = await serve(context, { 'seed.yaml': seed(client('one')) }, (folder) => ({
    GATEWAY_SEED_FILE: `${folder}/seed.yaml`,
  }))
  const path = `${program.folder}/seed.yaml`
  assert.deepEqual([await opensLogin(program, 'one'), await opensLogin(program, 'two')], [true, false])
  writeFileSync(path, seed(client('one'), client('two')))
  program.process.kill('SIGHUP')
  await program.line('seed reloaded')
  assert.equal(await opensLogin(program, 'two'), true)

  writeFileSync(path, faulty.replace('one', 'new'))
  program.process.kill('SIGHUP')
  for (const fault of faultsOf(path)) assert.match(await program.line(fault), /seed not reloaded: /)
  assert.deepEqual([await opensLogin(program, 'two'), await opensLogin(program, 'new')], [true, false])

  rmSync(path)
  program.process.kill('SIGHUP')
  await program.line(`seed not reloaded: ${path}:: `)
  assert.equal((await send(`${program.issuer}/.well-known/openid-configuration`)).status, 200)
})

test('REG-169 with the watch on a changed file is read, also one that is put in the place of the old, and one more in a folder', {
  timeout,
}, async (context) => {
  const program = await serve(context, { 'seed.yaml': seed(client('one')) }, (folder) => ({
    GATEWAY_SEED_FILE: '',
    GATEWAY_SEED_DIR: folder,
    GATEWAY_SEED_WATCH: '1',
  }))
  const path = `${program.folder}/seed.yaml`
  for (const id of ['two', 'three']) {
    writeFileSync(`${path}~`, seed(client(id)))
    renameSync(`${path}~`, path)
    await program.line('seed reloaded')
    assert.equal(await opensLogin(program, id), true, id)
  }
  writeFileSync(path, seed(client('four')))
  await program.line('seed reloaded')
  assert.equal(await opensLogin(program, 'four'), true)
  writeFileSync(`${program.folder}/more.yaml`, faulty)
  await program.line(`seed not reloaded: ${program.folder}/more.yaml:clients[1].colour`)
  assert.deepEqual([await opensLogin(program, 'four'), await opensLogin(program, 'five')], [true, false])
  writeFileSync(`${program.folder}/more.yaml`, seed(client('five')))
  await program.line('seed reloaded')
  assert.equal(await opensLogin(program, 'five'), true)
})

test('REG-160 REG-166 the client of the README passes the check of seed files, alone and on top of the demo seed', {
  timeout,
}, async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const sample = /```yaml\n(version: 1[\s\S]*?)```/.exec(readme)?.[1] ?? assert.fail('the README has no sample client')
  const folder = makeFolder({ 'my-client.yaml': sample, 'wrong.yaml': faulty })
  const alone = await runProgram(['seed', 'check', `${folder}/my-client.yaml`])
  assert.deepEqual([alone.code, alone.errorLines], [0, []])
  assert.match(alone.output, /^test: 1 clients, 0 scopes, 0 test users$/m)
  const both = await runProgram(['seed', 'check', 'seed/demo.yaml', `${folder}/my-client.yaml`])
  assert.deepEqual([both.code, both.errorLines], [0, []])
  assert.match(both.output, /^test: 9 clients, /m)
  const wrong = await runProgram(['seed', 'check', `${folder}/wrong.yaml`])
  assert.deepEqual([wrong.code, wrong.errorLines], [78, faultsOf(`${folder}/wrong.yaml`)])
  removeFolder(folder)
})

test('REG-167 the schema is printed for an editor; words that are not understood end with 64', {
  timeout,
}, async () => {
  const printed = await runProgram(['seed', 'schema'])
  const file = readFileSync(new URL('../../../docs/seed.schema.json', import.meta.url), 'utf8')
  assert.deepEqual([printed.code, JSON.parse(printed.output)], [0, JSON.parse(file)])
  assert.equal((await runProgram(['seed', 'chek'])).code, 64)
})
