import type { Organisation } from '../journey/records.ts'
import type { Client } from '../protocol/client.ts'
import type { Scope } from '../protocol/scope.ts'
import type { ScopePrefix } from '../protocol/scope-prefix.ts'
import type { CredentialUseShelf } from './credential-use.ts'
import type { DelegationShelf } from './delegations.ts'
import type { JournalShelf } from './journal.ts'
import type { LoginCountShelf } from './login-counts.ts'
import type { LoginHistoryShelf } from './login-history.ts'
import type { LogoShelf } from './logos.ts'
import type { LogoutNoticeShelf } from './logout-notices.ts'
import type { OutboxShelf } from './outbox.ts'
import type { PortalShelves } from './portal-shelves.ts'
import type { ProtocolLogShelf } from './protocol-log.ts'
import type {
  Authorization,
  AuthorizationState,
  FormerRefresh,
  IssuedAccessToken,
  Origin,
  SigningKeyRecord,
  TestUser,
} from './records.ts'
import type { ScopeAccessShelf } from './scope-access.ts'

/**
 * Holds what stays, as small shelves. Shelves below `environment(name)` belong to one environment; organisations belong
 * to the portal. A promise resolves when the write survives the death of the process.
 */
export interface DurableStore {
  readonly organisations: OrganisationShelf
  readonly notes: NoteShelf
  readonly portal: PortalShelves
  readonly journal: JournalShelf
  readonly outbox: OutboxShelf
  readonly protocolLog: ProtocolLogShelf
  readonly loginCounts: LoginCountShelf
  readonly loginHistory: LoginHistoryShelf
  environment(name: string): EnvironmentShelves
  /** All of `work` or nothing. Nothing but this store may be awaited inside. */
  transaction<Result>(work: (store: DurableStore) => Promise<Result>): Promise<Result>
  close(): void
}

/** What the program wants to remember of itself: small texts by name. */
export interface NoteShelf {
  find(name: string): Promise<string | undefined>
  save(name: string, value: string): Promise<void>
}

export interface EnvironmentShelves {
  readonly clients: ClientShelf
  readonly scopes: ScopeShelf
  readonly scopeAccess: ScopeAccessShelf
  readonly prefixes: PrefixShelf
  readonly delegations: DelegationShelf
  readonly authorizations: AuthorizationShelf
  readonly signingKeys: SigningKeyShelf
  readonly testUsers: TestUserShelf
  readonly credentialUses: CredentialUseShelf
  readonly logoutNotices: LogoutNoticeShelf
  readonly logos: LogoShelf
}

/** A registered object, who made it and its revision, counted from 1 (REG-5). Times in seconds. */
export interface Registered<Thing> {
  readonly thing: Thing
  readonly origin: Origin
  readonly revision: number
  readonly createdAtSeconds: number
  readonly updatedAtSeconds: number
}

/** What an object was before, and since when it had been so. */
export interface FormerRevision<Thing> {
  readonly thing: Thing
  readonly revision: number
  readonly writtenAtSeconds: number
}

export interface OrganisationShelf {
  find(orgno: string): Promise<Registered<Organisation> | undefined>
  list(): Promise<Registered<Organisation>[]>
  save(organisation: Organisation, origin: Origin, nowSeconds: number): Promise<void>
}

export interface ClientShelf {
  /** Inactive ones too: what "unknown" means is the caller's rule (CLI-2). */
  find(clientId: string): Promise<Registered<Client> | undefined>
  list(): Promise<Registered<Client>[]>
  /** Former revisions, oldest first, without the present one (ONB-174). */
  former(clientId: string): Promise<FormerRevision<Client>[]>
  /** Inserts, or writes the next revision and keeps the former one. */
  save(client: Client, origin: Origin, nowSeconds: number): Promise<void>
  /** Grows with every write to clients or scopes of this environment, whichever process wrote; caches compare it. */
  version(): Promise<number>
  /** Grows the version for something that lies elsewhere and decides about clients, such as the state of their owner. */
  growVersion(): Promise<void>
}

/** `access` of what is read is what `scopeAccess` has approved; of what is saved it is passed over. */
export interface ScopeShelf {
  find(name: string): Promise<Registered<Scope> | undefined>
  list(): Promise<Registered<Scope>[]>
  /** Former revisions, oldest first, without the present one: what a citizen was shown (CONS-8). */
  former(name: string): Promise<FormerRevision<Scope>[]>
  save(scope: Scope, origin: Origin, nowSeconds: number): Promise<void>
}

export interface PrefixShelf {
  find(prefix: string): Promise<Registered<ScopePrefix> | undefined>
  list(): Promise<Registered<ScopePrefix>[]>
  save(prefix: ScopePrefix, origin: Origin, nowSeconds: number): Promise<void>
}

export interface TestUserShelf {
  find(pid: string): Promise<Registered<TestUser> | undefined>
  list(): Promise<Registered<TestUser>[]>
  save(user: TestUser, origin: Origin, nowSeconds: number): Promise<void>
  remove(pid: string): Promise<void>
}

/** On the hot path of every login and token request: prepared statements, no revisions. */
export interface AuthorizationShelf {
  add(authorization: Authorization): Promise<void>
  find(authorizationId: string): Promise<(Authorization & AuthorizationState) | undefined>
  /** What one person has given and what lives, with API scopes only; newest first. */
  listOfPerson(personRef: string, nowSeconds: number): Promise<(Authorization & AuthorizationState)[]>
  /** What has ended of a client's, the newest end first, at most `limit`: the access tokens may have expired since. */
  listRevoked(
    clientId: string,
    limit: number,
  ): Promise<{ readonly endedAtSeconds: number; readonly accessTokens: readonly IssuedAccessToken[] }[]>
  /** Ends it, with every token that hangs on it. Ending twice does no harm. */
  end(authorizationId: string, nowSeconds: number): Promise<void>
  /** Ends those of the session that end with it (LOGOUT-12); resolves with how many. */
  endOfSession(sessionRef: string, nowSeconds: number): Promise<number>
  /** Ends those that were given to the client (ONB-146); resolves with how many. */
  endOfClient(clientId: string, nowSeconds: number): Promise<number>
  /** Ends those that one person gave (VER-93); resolves with how many. */
  endOfPerson(pid: string, nowSeconds: number): Promise<number>
  /** Ends all that live, with or without a session (REG-168); resolves with how many. */
  endAll(nowSeconds: number): Promise<number>
  /**
   * Writes what was issued, if the authorization is live and its refresh token is still `expectedRefreshHash` (null: none yet).
   * Of concurrent calls with the same expectation one is told true.
   */
  recordIssue(
    authorizationId: string,
    expectedRefreshHash: string | null,
    issued: {
      readonly refreshHash: string | null
      readonly refreshExpiresAtSeconds: number | null
      readonly formerRefresh: FormerRefresh | null
      /** Absent: whoever is the client may present it. */
      readonly refreshJkt?: string
      readonly idTokenIssuedAtSeconds: number | null
      /** Joins those that have not expired at `atSeconds`. */
      readonly accessToken: IssuedAccessToken
      readonly atSeconds: number
    },
  ): Promise<boolean>
  /** Removes at most `limit` that ended or expired before `beforeSeconds`; resolves with how many. */
  sweep(beforeSeconds: number, limit: number): Promise<number>
}

export interface SigningKeyShelf {
  /** Oldest first, also those that have left the JWKS. */
  list(): Promise<SigningKeyRecord[]>
  /** Adds the key, or replaces certificate and times of the one with the same `kid`; never the key. */
  save(key: SigningKeyRecord): Promise<void>
  /** Writes another form of the private key, null for none, if `expected` is still there; true if it was. */
  replacePrivateKey(kid: string, expected: string, replacement: string | null): Promise<boolean>
  /** Grows with every write, whichever process wrote. */
  version(): Promise<number>
}
