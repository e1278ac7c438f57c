import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, type JWTVerifyGetKey, jwtVerify } from 'jose'

/** What an API knows: the gateway, its keys (createRemoteJWKSet), and whether a proof was seen before. */
interface Api {
  readonly issuer: string
  readonly keys: JWTVerifyGetKey
  /** True the first time it is called with an id; remembers it for two minutes, for all servers of the API. */
  readonly isFirst: (id: string) => Promise<boolean>
  readonly now: () => Date
}

/** The claims of the access token of this request. Throws when the token or its proof does not hold: answer 401. */
export async function checkBoundToken(
  api: Api,
  request: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>> },
) {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'dpop') throw new Error('send the token with the scheme DPoP')
  const { payload: access } = await jwtVerify(token, api.keys, { issuer: api.issuer, currentDate: api.now() })
  const { payload: proof, protectedHeader } = await jwtVerify(request.headers.dpop ?? '', EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256', 'PS256', 'RS256'],
    maxTokenAge: 60,
    clockTolerance: 10,
    currentDate: api.now(),
  })
  const jkt = await calculateJwkThumbprint(protectedHeader.jwk ?? {})
  const { origin, pathname } = new URL(request.url)
  const holds =
    (access.cnf as { jkt?: unknown } | undefined)?.jkt === jkt &&
    proof.ath === createHash('sha256').update(token).digest('base64url') &&
    proof.htm === request.method &&
    proof.htu === origin + pathname &&
    typeof proof.jti === 'string' &&
    (await api.isFirst(`${jkt} ${proof.jti}`))
  if (!holds) throw new Error('the proof is not for this token and this request, or was used before')
  return access
}
