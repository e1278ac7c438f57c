import { generateKeyPairSync, sign } from 'node:crypto'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
// As long as the signed part of an id_token.
const content = Buffer.alloc(700, 'x')

/** CPU milliseconds of one RSA-2048 signature with SHA-256 by node:crypto in this process; `times` are made. */
export function signatureMilliseconds(times: number): number {
  const before = process.cpuUsage()
  for (let done = 0; done < times; done += 1) sign('sha256', content, privateKey)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
