import type { ConsentEvidence } from '../../storage/records.ts'

/** What is remembered of an answer, apart from whose and when. */
export const consentEvent = ({ decision, scopes }: ConsentEvidence) =>
  ({
    kind: decision === 'accepted' ? 'consent-given' : 'consent-declined',
    scopes: scopes.map(({ name }) => name).join(' '),
  }) as const
