import { createPublicKey, verify } from 'node:crypto'
import { decodeToken } from '../../harness/relying-party.ts'
import { send } from '../../harness/user-agent.ts'

/** Whether a key of the gateway's published set verifies this compact JWS with RS256. */
export async function isSignedByGateway(issuer: string, token: string): Promise<boolean> {
  const [header = '', claims = '', signature = '', ...more] = token.split('.')
  const { alg, kid } = decodeToken(token).header
  const { keys } = (await send(`${issuer}/jwks.json`)).json() as { keys: Record<string, string>[] }
  const key = keys.find((candidate) => candidate.kid === kid)
  if (more.length > 0 || alg !== 'RS256' || key?.alg !== 'RS256' || key.use !== 'sig') return false
  const publicKey = createPublicKey({ key: { kty: 'RSA', n: key.n ?? '', e: key.e ?? '' }, format: 'jwk' })
  return verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))
}
