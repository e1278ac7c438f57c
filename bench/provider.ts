import { createPublicKey, type KeyObject } from 'node:crypto'
import type { ChildServer } from './child-server.ts'
import { type HttpAgent, openHttpAgent } from './http-agent.ts'

/** A provider under test, as a client sees it: by its metadata, and its pages by what a person would click. */
export interface Provider {
  readonly name: 'ours' | 'theirs' | 'floor'
  readonly server: ChildServer
  readonly agent: HttpAgent
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly userinfoEndpoint: string
  readonly pushEndpoint: string
  readonly introspectionEndpoint: string
  readonly jwksUri: string
  /** Finds the way to log in on the page of choice. */
  readonly choice: RegExp
  readonly keys: ReadonlyMap<string, KeyObject>
}

const choices = {
  ours: /href="(\/authorize\/testid1[^"]*)"/,
  theirs: /id="choice" href="([^"]+)"/,
  floor: /id="choice" href="([^"]+)"/,
}

/** Reads metadata and keys of a running server. */
export async function meetProvider(name: Provider['name'], server: ChildServer): Promise<Provider> {
  const agent = openHttpAgent(server.port)
  const metadata = await readDocument<Record<string, string>>(agent, '/.well-known/openid-configuration')
  if (metadata.issuer !== agent.origin) throw new Error(`${name}: the issuer is ${metadata.issuer}`)
  const jwksUri = metadata.jwks_uri ?? ''
  const { keys } = await readDocument<{ keys: ({ kid: string } & JsonWebKey)[] }>(agent, jwksUri)
  return {
    name,
    server,
    agent,
    issuer: metadata.issuer,
    authorizationEndpoint: metadata.authorization_endpoint ?? '',
    tokenEndpoint: metadata.token_endpoint ?? '',
    userinfoEndpoint: metadata.userinfo_endpoint ?? '',
    pushEndpoint: metadata.pushed_authorization_request_endpoint ?? '',
    introspectionEndpoint: metadata.introspection_endpoint ?? '',
    jwksUri,
    choice: choices[name],
    keys: new Map(keys.map(({ kid, ...key }) => [kid, createPublicKey({ key, format: 'jwk' })] as const)),
  }
}

/** A JSON document; throws on anything but a 200. */
export async function readDocument<Document>(
  agent: HttpAgent,
  address: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Document> {
  const answer = await agent.send(address, headers)
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${answer.text.slice(0, 300)}`)
  return JSON.parse(answer.text) as Document
}
