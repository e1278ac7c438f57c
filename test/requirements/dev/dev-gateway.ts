import assert from 'node:assert/strict'
import { freePort, type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { type Answer, send } from '../../harness/user-agent.ts'

/** A gateway with its portal, where the doors for development are. */
export interface DevGateway {
  readonly gateway: RunningGateway
  /** Address of the portal. */
  readonly portal: string
  /** Sends a seed as it is. */
  postSeed(body: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  reset(headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** The counts of a seed that must be taken: created, updated, unchanged, deactivated. */
  applied(answer: Promise<Answer>): Promise<readonly unknown[]>
}

export const yaml = { 'content-type': 'application/yaml' }

export async function startDevGateway(variables: Readonly<Record<string, string>> = {}): Promise<DevGateway> {
  const port = await freePort()
  const gateway = await startGateway({
    variables: {
      GATEWAY_SITES: 'portal,gateway',
      GATEWAY_PORTAL_PORT: String(port),
      GATEWAY_SEED_API: '1',
      ...variables,
    },
  })
  const portal = `http://localhost:${port}`
  return {
    gateway,
    portal,
    postSeed: (body, headers = yaml) => send(`${portal}/dev/seed`, { method: 'POST', body, headers }),
    reset: (headers = {}) => send(`${portal}/dev/reset`, { method: 'POST', headers }),
    async applied(sent) {
      const answer = await sent
      assert.equal(answer.status, 200, answer.text)
      const counts = answer.json()
      assert.deepEqual(Object.keys(counts), ['created', 'updated', 'unchanged', 'deactivated'])
      return Object.values(counts)
    },
  }
}
