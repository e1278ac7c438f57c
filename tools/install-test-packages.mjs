// Installs the Debian packages that tests run: Apache with mod_auth_openidc, Python with Authlib, 7-Zip, OpenSSL.
// Does nothing when they are there. Fails with one sentence when they cannot be had: a test that is left out proves nothing.
// Usage: node tools/install-test-packages.mjs
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const packages = [
  'apache2-bin',
  'libapache2-mod-auth-openidc',
  'python3-authlib',
  'python3-flask',
  'python3-requests',
  '7zip',
  'openssl',
]
// What the tests start and load; a system that has them from elsewhere is as good.
const needed = [
  '/usr/sbin/apache2',
  '/usr/lib/apache2/modules/mod_auth_openidc.so',
  '/usr/bin/python3',
  '/usr/lib/python3/dist-packages/authlib/__init__.py',
  '/usr/lib/python3/dist-packages/flask/__init__.py',
  '/usr/lib/python3/dist-packages/requests/__init__.py',
  '/usr/bin/7zz',
  '/usr/bin/openssl',
]

const missing = () => needed.filter((file) => !existsSync(file))
const run = (command, words) =>
  spawnSync(command, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

if (missing().length > 0) {
  const isRoot = process.getuid?.() === 0
  const asRoot = isRoot ? [] : ['sudo', '-n']
  // Test files run side by side: the second waits for the first, and then finds everything there.
  const lock = ['flock', join(tmpdir(), 'portvakt-test-packages.lock')]
  const apt = (...words) => {
    const [command, ...rest] = [...lock, ...asRoot, 'apt-get', '-o', 'DPkg::Lock::Timeout=120', ...words]
    return run(command, rest)
  }
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...packages)
  let answer = install()
  if (missing().length > 0) {
    apt('update', '-q')
    answer = install()
  }
  if (missing().length > 0) {
    const why = (answer.stderr || answer.error?.message || answer.stdout || '').trim().split('\n').at(-1)
    console.error(
      `Some tests need ${missing().join(', ')}. On Debian or Ubuntu run as root: apt-get install ${packages.join(' ')}. (${why})`,
    )
    process.exitCode = 1
  }
}
