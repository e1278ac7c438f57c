import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readScopeRegistration } from '../../../src/protocol/scope-registration.ts'

test('SCOPE-3 a scope of which nothing more is said has the default of every attribute', () => {
  const read = readScopeRegistration({ name: 'etat:soknad.read', description: 'Lese søknader' }, () => '310000019')
  assert.ok(read.ok)
  assert.deepEqual(read.scope, {
    name: 'etat:soknad.read',
    active: true,
    ownerOrgno: '310000019',
    accessibleForAll: false,
    access: [],
    allowedIntegrationTypes: [],
    description: 'Lese søknader',
    requiresUserConsent: false,
    requiresUserAuthentication: false,
    requiresPseudonymousTokens: false,
    tokenType: 'SELF_CONTAINED',
    atMaxAge: 0,
    authorizationMaxLifetime: 0,
    enforcedAudForIntrospection: [],
    enforcedAudForAccessToken: [],
    visibility: 'PUBLIC',
  })
})
