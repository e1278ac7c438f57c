import type { FastifyInstance } from 'fastify'
import type { EmitEvent } from './audit/event.ts'
import type { CertificateTrust } from './certificates/certificate-trust.ts'
import type { DevelopmentCa } from './certificates/development-ca.ts'
import { signingRing, type TendedKeys } from './compose-keys.ts'
import { composeLogout } from './compose-logout.ts'
import { composeMachineIssuer, type DelegationParts } from './compose-machine.ts'
import type { Environment } from './config/environments.ts'
import type { EnvironmentSecrets } from './config/secrets-file.ts'
import type { Settings } from './config/settings.ts'
import type { Eid } from './eids/eid.ts'
import { openTestId } from './eids/test-id/test-id.ts'
import type { AssetFiles } from './http/assets.ts'
import { openGatewaySite } from './http/gateway-site.ts'
import { randomSyntheticId } from './protocol/national-id-synthetic.ts'
import type { KeyKeeper } from './signing/key-keeper.ts'
import type { DurableStore, EnvironmentShelves } from './storage/durable-store.ts'
import type { ExpiringStore } from './storage/expiring-store.ts'
import type { Clock } from './system/clock.ts'
import { openGuardedFetch } from './system/guarded-fetch.ts'
import type { Log } from './system/log.ts'
import type { Random } from './system/random.ts'
import { beginAuthorization } from './usecases/authorize/begin-authorization.ts'
import { openParkedRequests } from './usecases/authorize/parked-requests.ts'
import { pushRequest } from './usecases/authorize/push-request.ts'
import { decideConsent } from './usecases/consent/decide-consent.ts'
import { openProofNonces } from './usecases/dpop/proof-nonces.ts'
import { verifyProof } from './usecases/dpop/verify-proof.ts'
import type { HistoryRecorder } from './usecases/history/record-history.ts'
import { advanceLogin } from './usecases/login/advance-login.ts'
import { cancelLogin } from './usecases/login/cancel-login.ts'
import { openLogin } from './usecases/login/open-login.ts'
import { logOut } from './usecases/logout/log-out.ts'
import { logoutProgress } from './usecases/logout/logout-progress.ts'
import { isStopped } from './usecases/onboarding/organisations/is-stopped.ts'
import { keepSigningKeys } from './usecases/operations/keep-signing-keys.ts'
import { openLiveKeys } from './usecases/operations/live-keys.ts'
import { introspectToken } from './usecases/resource/introspect-token.ts'
import { readUserinfo } from './usecases/resource/read-userinfo.ts'
import { revokeToken } from './usecases/resource/revoke-token.ts'
import { openClientDirectory } from './usecases/self-service/client-directory.ts'
import { authenticateClient } from './usecases/token/authenticate-client.ts'
import { exchangeToken } from './usecases/token/exchange-token.ts'
import { openFailureLimit } from './usecases/token/failure-limit.ts'
import { openFetchedKeys } from './usecases/token/fetched-keys.ts'
import { verifyAssertion } from './usecases/token/verify-assertion.ts'

export interface GatewayParts {
  readonly settings: Settings
  readonly environment: Environment
  readonly secrets: EnvironmentSecrets
  readonly keeper: KeyKeeper
  readonly durable: DurableStore
  readonly expiring: ExpiringStore
  readonly assets: AssetFiles
  readonly trust: CertificateTrust
  readonly delegations: DelegationParts
  readonly developmentCa: DevelopmentCa | undefined
  readonly emit: EmitEvent
  readonly historyOf: HistoryRecorder['of']
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** One environment's gateway: its keys, its eIDs, its use cases, its doors. */
export async function composeGateway(parts: GatewayParts): Promise<{
  readonly app: FastifyInstance
  readonly keys: readonly TendedKeys[]
  refreshClients(): void
  start(): void
  close(): Promise<void>
}> {
  const { environment, secrets, clock, random, log, emit, expiring, settings } = parts
  const shelves = parts.durable.environment(environment.name)
  const developmentCa = environment.certificates?.developmentCa === true ? parts.developmentCa : undefined
  // PS256 takes a while to make and is made once the doors are open; nobody waits for it but who asks for it.
  const ring = signingRing(parts, environment, 'login')
  const keys = await openLiveKeys(ring, parts.keeper, ['RS256', 'ES256'])
  const keep = keepSigningKeys({ ring, rotationDays: environment.keyRotationDays ?? 0, log })
  const { signer, keyRing } = keys
  const eids = environment.eids.map((name) => openEid(name, parts, shelves))
  const clients = openClientDirectory({ shelves, isStopped: isStopped(parts.durable) })
  const subjectSecret = Buffer.from(secrets.subjectSecret.reveal())
  const { httpRedirects, localhostRedirects } = environment.rules
  const fetchGuarded = openGuardedFetch({
    http: httpRedirects,
    loopback: localhostRedirects,
    networks: environment.calledNetworks ?? [],
  })
  const history = parts.historyOf(environment.name, subjectSecret)
  const ground = { environment, shelves, expiring, clients, signer, subjectSecret, emit, history, clock, random }
  const logout = composeLogout({ ...ground, fetchGuarded, log })
  const withFetchedKeys = openFetchedKeys({ fetchGuarded, clock })
  const needs = { ...ground, eids, keyRing, withFetchedKeys, endSession: logout.endSession }
  const proofNonces =
    environment.dpopNonce === 'required' ? openProofNonces({ secret: subjectSecret, clock }) : undefined
  const proof = verifyProof({ expiring, clock, ...(proofNonces === undefined ? {} : { nonces: proofNonces }) })
  const authenticate = authenticateClient({
    environment,
    clients,
    clock,
    peppers: secrets.peppers,
    verifyAssertion: verifyAssertion({
      expiring,
      withFetchedKeys,
      clock,
      trust: parts.trust,
      supplierAllowed: environment.certificates?.supplierAllowed === true,
    }),
    failures: openFailureLimit({ expiring, clock }),
  })
  const machine = composeMachineIssuer({ ...parts, clients })
  const app = openGatewaySite({
    environment,
    publishedKeys: keyRing.published,
    eids,
    emit,
    log,
    assets: parts.assets,
    helpUrl: settings.support.helpUrl,
    ...profileUrl(settings, environment),
    supportUrl: `${settings.portal.baseUrl}/support`,
    lookUpUrl: `${settings.portal.baseUrl}/errors`,
    trustProxy: settings.trustProxy,
    ...(developmentCa === undefined
      ? {}
      : { developmentRevocationList: () => developmentCa.revocationList(clock.nowSeconds()) }),
    now: () => new Date(clock.nowSeconds() * 1000),
    machine: machine.issuer,
    useCases: {
      eids,
      clients,
      beginAuthorization: beginAuthorization(needs),
      pushRequest: pushRequest({ ...needs, authenticate, verifyProof: proof }),
      openLogin: openLogin(needs),
      advanceLogin: advanceLogin(needs),
      cancelLogin: cancelLogin(needs),
      decideConsent: decideConsent(needs),
      exchangeToken: exchangeToken({ ...needs, authenticate, verifyProof: proof }),
      readUserinfo: readUserinfo({ ...needs, verifyProof: proof }),
      ...(proofNonces === undefined ? {} : { proofNonces }),
      introspectToken: introspectToken({ ...needs, authenticate }),
      revokeToken: revokeToken({ ...needs, authenticate }),
      logOut: logOut(needs),
      logoutProgress: logoutProgress(needs),
      parked: openParkedRequests(needs),
      findLogo: shelves.logos.find,
    },
  })
  return {
    app,
    keys: [{ refresh: keys.refresh, keep }, machine.keys],
    refreshClients: clients.refresh,
    start: logout.start,
    async close() {
      await app.close()
      await logout.close()
    },
  }
}

/** In production the citizens' pages are there once their secret is set; elsewhere always (compose-profile.ts). */
const profileUrl = ({ portal }: Settings, { name, kind }: Environment): { profileUrl?: string } =>
  kind === 'test' || portal.profileClientSecret !== undefined ? { profileUrl: `${portal.baseUrl}/profile/${name}` } : {}

/** The one place that knows which eIDs there are; a new one is a line here. */
function openEid(name: string, parts: GatewayParts, shelves: EnvironmentShelves): Eid {
  const { environment, clock, random } = parts
  switch (name) {
    case 'testid':
      return openTestId({ environment, clock, randomPid: () => randomPid(shelves, random) })
    default:
      throw new Error(`environment ${environment.name}: there is no eID named ${name}`)
  }
}

/** One of the environment's test users, else a number made up by the rules (TID-4). */
async function randomPid(shelves: EnvironmentShelves, random: Random): Promise<string> {
  const users = (await shelves.testUsers.list())
    .map(({ thing }) => thing)
    .filter((user) => user.eids.includes('testid') && user.pool === null)
  const drawn = Buffer.from(random.token(4), 'base64url').readUInt32BE(0) % Math.max(users.length, 1)
  return users[drawn]?.pid ?? randomSyntheticId(random).reveal()
}
