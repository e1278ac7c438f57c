import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PublicMembers } from '../../src/protocol/thumbprint.ts'
import { thumbprint } from '../../src/protocol/thumbprint.ts'
import { KeyFault, type KeyKeeper } from '../../src/signing/key-keeper.ts'

/**
 * A stand-in for a hardware module: keys lie in a process of their own and never leave it. The database is given a slot's
 * name. Loaded by its path, as an operator's own module is.
 */
export function openKeyKeeper(): KeyKeeper {
  return {
    async make(ring, alg) {
      const { handle, publicJwk } = (await ask({ make: { ring, alg } })) as { handle: string; publicJwk: PublicMembers }
      return { publicJwk, privateKey: `${ring} ${thumbprint(publicJwk)} ${handle}` }
    },
    async open(ring, { kid, privateKey }) {
      const [ownRing, ownKid, handle = ''] = privateKey.split(' ')
      if (ownRing !== ring || ownKid !== kid) throw new KeyFault(`the module has no key ${kid} of ${ring}`)
      return async (bytes) => {
        const signature = await ask({ sign: { handle, bytes: Buffer.from(bytes).toString('base64') } })
        return new Uint8Array(Buffer.from(String(signature), 'base64'))
      }
    },
    rewrap: () => undefined,
    isExposed: () => false,
    async destroy(_ring, { privateKey }) {
      await ask({ destroy: { handle: privateKey.split(' ')[2] ?? '' } })
    },
  }
}

let child: ChildProcess | undefined
let asked = 0
const waiting = new Map<number, { resolve(answer: unknown): void; reject(fault: Error): void }>()

function ask(what: object): Promise<unknown> {
  if (child === undefined) {
    child = fork(fileURLToPath(new URL('key-child.ts', import.meta.url)))
    child.on('message', ({ id, answer, fault }: { id: number; answer?: unknown; fault?: string }) => {
      const waiter = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) child?.unref()
      if (fault === undefined) waiter?.resolve(answer)
      else waiter?.reject(new KeyFault(fault))
    })
    child.channel?.unref()
  }
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  asked += 1
  waiting.set(asked, { resolve, reject })
  child.ref()
  child.send({ id: asked, ...what })
  return promise
}
