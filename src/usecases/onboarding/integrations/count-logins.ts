import type { DurableStore } from '../../../storage/durable-store.ts'

const daySeconds = 86_400

/** Logins of a client on the last `days` days, today included (ONB-147). */
export async function loginsOf(
  { loginCounts }: Pick<DurableStore, 'loginCounts'>,
  environment: string,
  clientId: string,
  days: number,
  nowSeconds: number,
): Promise<number> {
  const dayOf = (atSeconds: number) => new Date(atSeconds * 1000).toISOString().slice(0, 10)
  const fromDay = dayOf(nowSeconds - (days - 1) * daySeconds)
  const counts = await loginCounts.list({ environment, clientId, fromDay, untilDay: dayOf(nowSeconds) })
  return counts.reduce((sum, { logins }) => sum + logins, 0)
}
