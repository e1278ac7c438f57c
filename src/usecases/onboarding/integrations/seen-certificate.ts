import type { NoteShelf } from '../../../storage/durable-store.ts'

/** The certificate that a client proved itself with, and that no key of the client's registration tells of (CR-10). */
export interface SeenCertificate {
  /** `x5t#S256:` and the thumbprint. */
  readonly id: string
  /** Whose it is: of the client's organisation, or of its supplier. */
  readonly orgno: string
  readonly expiresAtSeconds: number
}

interface Place {
  readonly environment: string
  readonly clientId: string
}

const noteOf = ({ environment, clientId }: Place): string => `certificate in use ${environment} ${clientId}`

/** Of two that are in use side by side, the one that lives longest counts: nothing stops when the other ends. */
export async function noteCertificate(notes: NoteShelf, place: Place, seen: SeenCertificate): Promise<void> {
  const known = await findSeenCertificate(notes, place)
  if (known !== undefined && known.expiresAtSeconds >= seen.expiresAtSeconds) return
  await notes.save(noteOf(place), JSON.stringify(seen))
}

export async function findSeenCertificate(notes: NoteShelf, place: Place): Promise<SeenCertificate | undefined> {
  const note = await notes.find(noteOf(place))
  return note === undefined ? undefined : JSON.parse(note)
}
