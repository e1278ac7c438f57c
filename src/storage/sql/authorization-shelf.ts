import type { AuthorizationShelf } from '../durable-store.ts'
import type { Authorization, AuthorizationState, FormerRefresh, IssuedAccessToken } from '../records.ts'
import { bind } from './bind.ts'
import { compiled } from './compiled-statements.ts'
import type { BoundStatement, Row, SqlDatabase } from './sql-database.ts'

export const openAuthorizationShelf = (database: SqlDatabase, environment: string): AuthorizationShelf => {
  const changed = async (statement: BoundStatement): Promise<number> => {
    const [rows] = await database.write([statement])
    return rows ?? 0
  }

  return {
    async add(authorization) {
      const { authorizationId, sessionRef, endsWithSession, expiresAtSeconds } = authorization
      await changed(
        bind(compiled.addAuthorization, {
          environment,
          authorizationId,
          sessionRef,
          endsWithSession: endsWithSession ? 1 : 0,
          goneAt: expiresAtSeconds,
          document: JSON.stringify(authorization),
          clientId: authorization.clientId,
          personRef: authorization.personRef ?? null,
        }),
      )
    },

    async find(authorizationId) {
      const [row] = await database.query(bind(compiled.findAuthorization, { environment, authorizationId }))
      return row === undefined ? undefined : readAuthorization(row)
    },

    async listOfPerson(personRef, nowSeconds) {
      const rows = await database.query(
        bind(compiled.listAuthorizationsOfPerson, { environment, personRef, now: nowSeconds }),
      )
      return rows.map(readAuthorization)
    },

    async listRevoked(clientId, limit) {
      const rows = await database.query(bind(compiled.listRevokedOfClient, { environment, clientId, limit }))
      return rows.map((row) => ({ endedAtSeconds: Number(row.ended_at), accessTokens: readTokens(row) }))
    },

    async end(authorizationId, nowSeconds) {
      await changed(bind(compiled.endAuthorization, { environment, authorizationId, now: nowSeconds }))
    },

    endOfSession: (sessionRef, nowSeconds) =>
      changed(bind(compiled.endAuthorizationsOfSession, { environment, sessionRef, now: nowSeconds })),

    endOfClient(clientId, nowSeconds) {
      // `_` and `%` of an id are no wildcards.
      const pattern = `%"clientId":"${clientId.replaceAll(/[!_%]/g, '!$&')}"%`
      return changed(bind(compiled.endAuthorizationsOfClient, { environment, pattern, now: nowSeconds }))
    },

    endOfPerson(pid, nowSeconds) {
      // The same statement looks for another member of the document; eleven digits hold no wildcard.
      const pattern = `%"pid":"${pid}"%`
      return changed(bind(compiled.endAuthorizationsOfClient, { environment, pattern, now: nowSeconds }))
    },

    endAll: (nowSeconds) => changed(bind(compiled.endAllAuthorizations, { environment, now: nowSeconds })),

    async recordIssue(authorizationId, expectedRefreshHash, issued) {
      const rows = await changed(
        bind(compiled.recordIssue, {
          environment,
          authorizationId,
          expectedRefreshHash,
          refreshHash: issued.refreshHash,
          refreshExpiresAt: issued.refreshExpiresAtSeconds,
          idTokenIssuedAt: issued.idTokenIssuedAtSeconds,
          accessToken: JSON.stringify(issued.accessToken),
          now: issued.atSeconds,
          refreshJkt: issued.refreshJkt ?? null,
          formerRefresh: issued.formerRefresh === null ? null : JSON.stringify(issued.formerRefresh),
        }),
      )
      return rows === 1
    },

    sweep: (beforeSeconds, limit) =>
      changed(bind(compiled.sweepAuthorizations, { environment, before: beforeSeconds, limit })),
  }
}

const readAuthorization = (row: Row): Authorization & AuthorizationState => ({
  ...(JSON.parse(String(row.document)) as Authorization),
  endedAtSeconds: numberOrNull(row.ended_at),
  refreshHash: stringOrNull(row.refresh_hash),
  refreshExpiresAtSeconds: numberOrNull(row.refresh_expires_at),
  idTokenIssuedAtSeconds: numberOrNull(row.id_token_issued_at),
  accessTokens: readTokens(row),
  refreshJkt: stringOrNull(row.refresh_jkt),
  formerRefresh: typeof row.former_refresh === 'string' ? (JSON.parse(row.former_refresh) as FormerRefresh) : null,
})

const readTokens = (row: Row): readonly IssuedAccessToken[] =>
  typeof row.access_tokens === 'string' ? (JSON.parse(row.access_tokens) as IssuedAccessToken[]) : []

const numberOrNull = (value: Row[string] | undefined): number | null => (typeof value === 'number' ? value : null)
const stringOrNull = (value: Row[string] | undefined): string | null => (typeof value === 'string' ? value : null)
