import { refuse } from '../../journey/refusal.ts'

const most = 100
const usual = 50

/**
 * One page of a list: `?limit=1..100&cursor=`. The cursor names the last item that was shown; it holds nothing that the caller
 * did not get already.
 */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  idOf: (item: Item) => string,
  describe: (item: Item) => unknown,
): { readonly items: readonly unknown[]; readonly next_cursor?: string } {
  const limit = limitOf(query)
  const cursor = query.get('cursor')
  let start = 0
  if (cursor !== null) {
    const last = Buffer.from(cursor, 'base64url').toString('utf8')
    start = items.findIndex((item) => idOf(item) === last) + 1
    if (start === 0)
      refuse('invalid_value', 'the cursor is of no such list', { field: 'cursor', values: { why: cursor } })
  }
  const shown = items.slice(start, start + limit)
  const end = shown.at(-1)
  const isMore = start + limit < items.length && end !== undefined
  return {
    items: shown.map(describe),
    ...(isMore ? { next_cursor: Buffer.from(idOf(end)).toString('base64url') } : {}),
  }
}

/** 50 unless asked for. */
export function limitOf(query: URLSearchParams): number {
  const asked = query.get('limit')
  if (asked === null) return usual
  const limit = Number(asked)
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    refuse('invalid_value', `limit is 1 to ${most}`, { field: 'limit', values: { why: `1–${most}` } })
  return limit
}
