import type { EventEmitter } from 'node:events'
import type { Mailbox } from './mailbox.ts'

/** Requests that wait for a message. */
export interface Waiting {
  /** What `find` finds now, or after a new message, or undefined when the time is over or `connection` is closed. */
  first<Found>(find: () => Found | undefined, waitSeconds: number, connection: EventEmitter): Promise<Found | undefined>
  /** Lets all of them go, for the server closes. */
  end(): void
}

/** Waits without asking again and again: the mailbox tells. */
export function openWaiting(mailbox: Pick<Mailbox, 'listen'>): Waiting {
  const waiting = new Set<() => void>()
  return {
    first(find, waitSeconds, connection) {
      const found = find()
      if (found !== undefined || waitSeconds === 0) return Promise.resolve(found)
      return new Promise((resolve) => {
        const finish = (result: ReturnType<typeof find>): void => {
          stopListening()
          clearTimeout(timer)
          connection.off('close', giveUp)
          waiting.delete(giveUp)
          resolve(result)
        }
        const giveUp = (): void => finish(undefined)
        const stopListening = mailbox.listen(() => {
          const arrived = find()
          if (arrived !== undefined) finish(arrived)
        })
        const timer = setTimeout(giveUp, waitSeconds * 1000)
        connection.once('close', giveUp)
        waiting.add(giveUp)
      })
    },
    end() {
      for (const giveUp of [...waiting]) giveUp()
    },
  }
}
