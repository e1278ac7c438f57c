import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as authorization from '../src/storage/sql/statements/authorization-statements.ts'
import * as credentialUse from '../src/storage/sql/statements/credential-use-statements.ts'
import * as delegation from '../src/storage/sql/statements/delegation-statements.ts'
import * as journal from '../src/storage/sql/statements/journal-statements.ts'
import * as loginHistory from '../src/storage/sql/statements/login-history-statements.ts'
import * as logo from '../src/storage/sql/statements/logo-statements.ts'
import * as logoutNotice from '../src/storage/sql/statements/logout-notice-statements.ts'
import * as note from '../src/storage/sql/statements/note-statements.ts'
import * as outbox from '../src/storage/sql/statements/outbox-statements.ts'
import * as portal from '../src/storage/sql/statements/portal-statements.ts'
import * as protocolLog from '../src/storage/sql/statements/protocol-log-statements.ts'
import * as registration from '../src/storage/sql/statements/registration-statements.ts'
import * as scopeAccess from '../src/storage/sql/statements/scope-access-statements.ts'
import * as signingKey from '../src/storage/sql/statements/signing-key-statements.ts'
import { type CompiledStatement, compile } from '../src/storage/sql/statements/statement-builder.ts'

/** Every statement of src/storage/sql/statements, compiled; by its name. */
export const compileAll = (): Record<string, CompiledStatement> =>
  Object.fromEntries(
    Object.entries({
      ...registration,
      ...authorization,
      ...signingKey,
      ...note,
      ...logo,
      ...logoutNotice,
      ...outbox,
      ...portal,
      ...journal,
      ...credentialUse,
      ...protocolLog,
      ...loginHistory,
      ...scopeAccess,
      ...delegation,
    }).map(([name, statement]) => [name, compile(statement)]),
  )

const target = fileURLToPath(new URL('../src/storage/sql/compiled-statements.ts', import.meta.url))

/** `npx node tools/compile-statements.ts` writes the texts that the program runs. */
if (import.meta.main) {
  const header = '// Written by `npx node tools/compile-statements.ts` from statements/. Do not edit.\n'
  writeFileSync(target, `${header}export const compiled = ${JSON.stringify(compileAll(), null, 2)} as const\n`)
  spawnSync('npx', ['biome', 'check', '--write', target], { stdio: 'inherit' })
}
