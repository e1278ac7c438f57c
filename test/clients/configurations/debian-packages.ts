import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const tool = fileURLToPath(new URL('../../../tools/install-test-packages.mjs', import.meta.url))

/** Makes sure that the Debian packages of these tests are there; throws with what to do when they cannot be had. */
export async function needDebianPackages(): Promise<void> {
  await run(process.execPath, [tool], { timeout: 170_000 }).catch((failure: { stderr?: string; message: string }) => {
    throw new Error(failure.stderr?.trim() || failure.message)
  })
}

/** The version that is installed, such as `2.4.12.3-2+deb12u5`. */
export async function debianVersion(name: string): Promise<string> {
  const answer = await run('dpkg-query', ['-W', `-f=\${Version}`, name])
  return answer.stdout.trim()
}
