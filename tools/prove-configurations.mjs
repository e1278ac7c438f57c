// Executes the configurations that the portal gives to relying parties, and writes down which are proven: docs/integrate/proven.json.
// What a test proves is proven by it alone; a software that no test can run is proven by hand, and says so.
// Usage: node tools/prove-configurations.mjs
//        node tools/prove-configurations.mjs --by-hand <id> <version> <what was done> [<what else> …]
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { debianVersion } from '../test/clients/configurations/debian-packages.ts'
import { fingerprintOf } from '../test/clients/configurations/fingerprint.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs/integrate/proven.json')
const npmVersion = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version

const secretsAndKey = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
// What stands here is what the test of that name does.
const executed = {
  'mod-auth-openidc': {
    version: async () =>
      `${await debianVersion('libapache2-mod-auth-openidc')}, Apache ${await debianVersion('apache2-bin')}`,
    what: ['client_secret_basic', 'private_key_jwt', 'login', 'logout', 'front-channel logout'],
  },
  'auth-js': { version: () => `@auth/core ${npmVersion('@auth/core')}`, what: [...secretsAndKey, 'login', 'logout'] },
  'openid-client': { version: () => npmVersion('openid-client'), what: [...secretsAndKey, 'none', 'login', 'logout'] },
  authlib: {
    version: async () => `${await debianVersion('python3-authlib')}, Flask ${await debianVersion('python3-flask')}`,
    what: [...secretsAndKey, 'login', 'logout'],
  },
  'oidc-client-ts': { version: () => npmVersion('oidc-client-ts'), what: ['none', 'login', 'logout'] },
}

const proofs = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const on = new Date().toISOString().slice(0, 10)
const write = (id, proof) => {
  proofs[id] = { ...proof, on, fingerprint: fingerprintOf(id) }
  writeFileSync(file, `${JSON.stringify(proofs, null, 2)}\n`)
  console.log(`${id}: proven`)
}

const [option, id, version, ...what] = process.argv.slice(2)
if (option === '--by-hand' && what.length > 0) write(id, { version, what, by: 'hand' })
else if (option !== undefined) {
  console.error('Usage: prove-configurations.mjs [--by-hand <id> <version> <what was done> …]')
  process.exitCode = 2
} else
  for (const [name, software] of Object.entries(executed)) {
    const words = ['--test', `test/clients/configurations/${name}.test.ts`]
    const run = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', timeout: 180_000 })
    const skipped = !/^ℹ skipped 0$/m.test(run.stdout)
    if (run.status === 0 && !skipped)
      write(name, { version: await software.version(), what: software.what, by: 'check' })
    else {
      console.error(`${name}: not proven\n${run.stdout}${run.stderr}`)
      process.exitCode = 1
    }
  }
