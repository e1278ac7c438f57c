import type { CredentialUseShelf } from '../../storage/credential-use.ts'
import type { Log } from '../../system/log.ts'

/** Notes that a credential was used; never awaited, and written once a day for each at most (REG-69). */
export interface CredentialUseNoter {
  noteUse(clientId: string, credentialId: string, nowSeconds: number): void
}

const daySeconds = 86_400
const mostRemembered = 50_000

export function openCredentialUse(needs: {
  readonly shelf: CredentialUseShelf
  readonly log: Log
}): CredentialUseNoter {
  /** The day each was last written for, by this process. */
  const written = new Map<string, number>()
  return {
    noteUse(clientId, credentialId, nowSeconds) {
      const day = Math.floor(nowSeconds / daySeconds)
      const key = `${clientId} ${credentialId}`
      if (written.get(key) === day) return
      if (written.size >= mostRemembered) written.clear()
      written.set(key, day)
      needs.shelf.note(clientId, credentialId, nowSeconds).catch((error: unknown) => {
        written.delete(key)
        needs.log.warn({ err: error, clientId }, 'the use of a credential could not be noted; the next use tries again')
      })
    },
  }
}
