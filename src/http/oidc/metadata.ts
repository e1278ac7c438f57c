import type { FastifyInstance } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { authorizationServerMetadata, endpointUrl, openidConfiguration } from '../../protocol/discovery.ts'

interface Needs {
  readonly environment: Environment
  readonly eidasEnabled: boolean
  /** The public keys as the JWKS shows them now; the same list until it changes. */
  readonly publishedKeys: () => readonly object[]
  readonly serviceDocumentation: string
}

/** Both discovery documents and the keys, each serialised once, the keys again when they change (DISC-1, DISC-45, KEY-2, KEY-8). Answers the paths they have. */
export function addMetadata(app: FastifyInstance, needs: Needs): readonly string[] {
  const { issuer, loginBase, lifetimes } = needs.environment
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': `public, max-age=${lifetimes.metadataCache}`,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  }
  const facts = {
    issuer,
    loginBase,
    eidasEnabled: needs.eidasEnabled,
    serviceDocumentation: needs.serviceDocumentation,
  }
  const openid = JSON.stringify(openidConfiguration(facts))
  const oauth = JSON.stringify(authorizationServerMetadata(facts))
  const issuerPath = pathname(issuer)
  const documents = new Map([
    [`${issuerPath}/.well-known/openid-configuration`, openid],
    [`${pathname(loginBase)}/.well-known/openid-configuration`, openid],
    [`/.well-known/oauth-authorization-server${issuerPath}`, oauth],
  ])
  const keys = keyDocument(needs.publishedKeys)
  const keyPaths = [`${issuerPath}/jwks.json`, `${issuerPath}/jwk`]
  for (const [path, document] of documents) app.get(path, (_request, reply) => reply.headers(headers).send(document))
  for (const path of keyPaths) app.get(path, (_request, reply) => reply.headers(headers).send(keys()))
  return [...documents.keys(), ...keyPaths]
}

function keyDocument(publishedKeys: () => readonly object[]): () => string {
  let shown: readonly object[] | undefined
  let document = ''
  return () => {
    const keys = publishedKeys()
    if (keys !== shown) document = JSON.stringify({ keys })
    shown = keys
    return document
  }
}

/** Path of a base address without its last slash: what endpoint paths are appended to. */
export const pathname = (base: string): string => new URL(endpointUrl(base, '/')).pathname.replace(/\/$/, '')
