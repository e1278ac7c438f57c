import type { ShownService } from '../../pages/login/logout-progress.ts'
import type { LoggedOutService } from '../../usecases/logout/logout-progress.ts'

/** A handle of a logout, as `newCredential` makes it; undefined for anything else. */
export const readLogoutHandle = (value: string | null | undefined): string | undefined =>
  value !== null && value !== undefined && /^[A-Za-z0-9_-]{50}$/.test(value) ? value : undefined

/** The places of services whose frames were loaded, as the page's script tells them: `0.2`. */
export const readCalled = (value: string | null | undefined): ReadonlySet<number> =>
  new Set(/^\d{1,4}(?:\.\d{1,4}){0,499}$/.test(value ?? '') ? (value ?? '').split('.').map(Number) : [])

/** While the page of the calls is open: what it calls is under way. */
export const shownWhileCalling = (services: readonly LoggedOutService[]): readonly ShownService[] =>
  services.map(({ name, progress, frontchannel }) => ({
    name,
    state: frontchannel && progress !== 'confirmed' ? 'waiting' : progress,
  }))

/** At the end: a service that said so itself, else one whose page came through here, else what the gateway knows. */
export const shownAtEnd = (
  services: readonly LoggedOutService[],
  called: ReadonlySet<number>,
): readonly ShownService[] =>
  services.map(({ name, progress, frontchannel }, place) => {
    if (progress === 'confirmed') return { name, state: progress }
    if (frontchannel) return { name, state: called.has(place) ? 'called' : 'unconfirmed' }
    return { name, state: progress === 'waiting' ? 'unconfirmed' : progress }
  })
