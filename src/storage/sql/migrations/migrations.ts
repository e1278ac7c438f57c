import { expiringTables } from './0001-expiring.ts'
import { registryTables } from './0002-registry.ts'
import { authorizationTables } from './0003-authorizations.ts'
import { signingKeyTables } from './0004-signing-keys.ts'
import { noteTable } from './0005-notes.ts'
import { portalTables } from './0006-portal.ts'
import { outboxTable } from './0007-outbox.ts'
import { credentialUseTable } from './0008-credential-use.ts'
import { protocolLogTables } from './0009-protocol-log.ts'
import { grantedAccessColumns } from './0010-granted-access.ts'
import { formerRefreshColumn } from './0011-former-refresh.ts'
import { scopeAccessTables } from './0012-scope-access.ts'
import { signingKeyKinds } from './0013-signing-key-kinds.ts'
import { logoutNoticeTable } from './0014-logout-notices.ts'
import { boundRefreshColumn } from './0015-bound-refresh.ts'
import { loginHistoryTable } from './0016-login-history.ts'
import { delegationTable } from './0017-delegations.ts'
import { logoTable } from './0018-logos.ts'
import { historyOnlyAdded } from './0019-history-only-added.ts'

/** In order of number. One that has left the house is never edited: what it lacks is the next one. */
export const migrations: readonly string[] = [
  expiringTables,
  registryTables,
  authorizationTables,
  signingKeyTables,
  noteTable,
  portalTables,
  outboxTable,
  credentialUseTable,
  protocolLogTables,
  grantedAccessColumns,
  formerRefreshColumn,
  scopeAccessTables,
  signingKeyKinds,
  logoutNoticeTable,
  boundRefreshColumn,
  loginHistoryTable,
  delegationTable,
  logoTable,
  historyOnlyAdded,
]
