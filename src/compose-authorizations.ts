import type { EmitEvent } from './audit/event.ts'
import type { Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { AuthorizationUseCases } from './http/api/api-use-cases.ts'
import type { HistoryUseCases } from './http/api/history-operations.ts'
import type { KeyRing } from './signing/signer.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import type { Random } from './system/random.ts'
import { countLookups } from './usecases/authorizations/count-lookups.ts'
import { endAuthorization } from './usecases/authorizations/end-authorization.ts'
import { type FindUserCaller, findUserCaller } from './usecases/authorizations/find-user-caller.ts'
import { listAuthorizations } from './usecases/authorizations/list-authorizations.ts'
import { listRevokedTokens } from './usecases/authorizations/revoked-tokens.ts'
import { verifyProof } from './usecases/dpop/verify-proof.ts'
import { readServiceHistory } from './usecases/history/read-history.ts'
import { isStopped } from './usecases/onboarding/organisations/is-stopped.ts'
import { openKeyReader } from './usecases/operations/live-keys.ts'
import { ringName } from './usecases/operations/signing-ring.ts'
import { type ClientDirectory, openClientDirectory } from './usecases/self-service/client-directory.ts'

interface Parts {
  readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
  readonly durable: DurableStore
  readonly expiringOf: (environmentName: string) => ExpiringStore
  readonly emit: EmitEvent
  readonly flushProtocolLog: () => Promise<void>
  readonly clock: Clock
  readonly random: Random
}

/** What the API tells and ends of what citizens have given in one environment, and who calls it with a citizen's token. */
export function composeAuthorizations(
  parts: Parts,
  environment: Environment,
): {
  readonly useCases: AuthorizationUseCases
  readonly findUser: FindUserCaller
  readonly clients: ClientDirectory
  readonly readHistory: HistoryUseCases['readHistory']
} {
  const { durable, clock } = parts
  const shelves = durable.environment(environment.name)
  const expiring = parts.expiringOf(environment.name)
  const secrets = parts.secrets.get(environment.name)
  if (secrets === undefined) throw new Error(`no secrets were read for ${environment.name}`)
  const subjectSecret = Buffer.from(secrets.subjectSecret.reveal())
  const clients = openClientDirectory({ shelves, isStopped: isStopped(durable) })
  let keys: ReturnType<typeof openKeyReader> | undefined
  let keyRing: KeyRing | undefined
  const isCompromised = (token: string): boolean => keyRing?.isCompromised(token) === true
  const needs = {
    ...parts,
    keyRing: { isCompromised },
    environmentName: environment.name,
    shelves,
    clients,
    expiring,
    subjectSecret,
  }
  const findUser = findUserCaller({ ...needs, verifyProof: verifyProof({ expiring, clock }) })
  const list = listAuthorizations({ ...needs, operatorOrgno: environment.operatorOrgno ?? '' })
  return {
    clients,
    async findUser(accessToken, shown) {
      // What was just registered or withdrawn is seen at once (API-5), a removed signing key too (KEY-9).
      clients.refresh()
      keys ??= openKeyReader({ durable, clock, name: ringName('login', environment.name) })
      const opened = await keys
      await opened.refresh()
      keyRing = opened.keyRing
      return findUser(accessToken, shown)
    },
    readHistory: readServiceHistory({ ...needs, flush: parts.flushProtocolLog }),
    useCases: {
      environment,
      subjectSecret,
      list(question) {
        clients.refresh()
        return list(question)
      },
      end: endAuthorization(needs),
      revokedTokens: listRevokedTokens({ shelves, clock }),
      countLookups: countLookups(needs),
      nowSeconds: () => clock.nowSeconds(),
    },
  }
}
