import type { Settings } from './config/settings.ts'
import type { DurableStore } from './storage/durable-store.ts'
import type { Clock } from './system/clock.ts'
import { mailScopesTexts } from './texts/mail-scopes-text.ts'
import type { DelegationAdapters } from './usecases/delegations/delegation-adapter.ts'
import { openLetters } from './usecases/onboarding/letter.ts'
import { createScope } from './usecases/scopes/create-scope.ts'
import { approveAccess, denyAccess } from './usecases/scopes/decide-access.ts'
import { listGivenAccesses, listReceivedAccesses } from './usecases/scopes/list-accesses.ts'
import { listPrefixes } from './usecases/scopes/list-prefixes.ts'
import { findOwnScope, listOwnScopes, listPublicScopes } from './usecases/scopes/list-scopes.ts'
import { deactivateScope, replaceScope } from './usecases/scopes/replace-scope.ts'
import { tellConsumer } from './usecases/scopes/tell-consumer.ts'

interface ScopeParts {
  readonly settings: Settings
  readonly durable: DurableStore
  readonly written: () => void
  readonly delegationSources: DelegationAdapters
  readonly clock: Clock
}

/** Scope administration: the same use cases for the API and for the pages. */
export function composeScopes({ settings, durable, written, delegationSources, clock }: ScopeParts) {
  const letter = openLetters(settings.productName, mailScopesTexts)
  const needs = {
    durable,
    clock,
    written,
    delegationSources,
    tellConsumer: tellConsumer({ letter, portalUrl: settings.portal.baseUrl }),
  }
  return {
    needs,
    letter,
    own: listOwnScopes(needs),
    find: findOwnScope(needs),
    publicOnes: listPublicScopes(needs),
    create: createScope(needs),
    replace: replaceScope(needs),
    deactivate: deactivateScope(needs),
    given: listGivenAccesses(needs),
    received: listReceivedAccesses(needs),
    approve: approveAccess(needs),
    deny: denyAccess(needs),
    prefixes: listPrefixes(needs),
    sources: delegationSources,
  }
}
