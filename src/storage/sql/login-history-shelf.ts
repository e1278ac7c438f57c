import type { LoginHistoryEntry, LoginHistoryShelf } from '../login-history.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { Row, SqlDatabase } from './sql-database.ts'

export const openLoginHistoryShelf = (database: SqlDatabase): LoginHistoryShelf => ({
  async append(entries) {
    await database.write(
      entries.map(({ environment, personRef, atSeconds, ownerOrgno, result, ...rest }) =>
        bind(compiled.appendLoginHistory, {
          environment,
          personRef,
          at: atSeconds,
          ownerOrgno,
          onbehalfofOrgno: rest.onbehalfof?.orgno ?? '',
          result,
          document: JSON.stringify(rest),
        }),
      ),
    )
  },

  async ofPerson(environment, personRef, { fromSeconds, skip, limit }) {
    const values = { environment, personRef, from: fromSeconds, skip, limit }
    return (await database.query(bind(compiled.loginHistoryOfPerson, values))).map(readEntry)
  },

  async ofPersonAt(environment, personRef, { orgno, fromSeconds, limit }) {
    const values = { environment, personRef, orgno, from: fromSeconds, limit, result: 'completed' }
    return (await database.query(bind(compiled.loginHistoryOfPersonAt, values))).map(readEntry)
  },

  async sweep(beforeSeconds, limit) {
    const [oldest] = await database.query(bind(compiled.oldestInLoginHistory, { after: -1, limit: 1 }))
    if (oldest === undefined) return 0
    const from = Number(oldest.place)
    const values = { from, until: from + limit, before: beforeSeconds }
    const [rows] = await database.write([bind(compiled.sweepLoginHistory, values)])
    return rows ?? 0
  },
})

const readEntry = (row: Row): LoginHistoryEntry => ({
  ...(JSON.parse(String(row.document)) as Pick<
    LoginHistoryEntry,
    | 'clientId'
    | 'clientName'
    | 'ownerName'
    | 'onbehalfof'
    | 'eid'
    | 'acr'
    | 'fault'
    | 'browser'
    | 'system'
    | 'correlationId'
    | 'sealedTrace'
  >),
  environment: String(row.environment),
  personRef: String(row.person_ref),
  atSeconds: Number(row.at),
  ownerOrgno: String(row.owner_orgno),
  result: row.result as LoginHistoryEntry['result'],
})
