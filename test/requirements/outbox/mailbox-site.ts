import { fileURLToPath } from 'node:url'
import { composeOutbox, type OutboxHouse } from '../../../src/compose-outbox.ts'
import { readSettings } from '../../../src/config/read-settings.ts'
import { readSiteAssets } from '../../../src/http/portal/site-assets.ts'
import { openSiteServer } from '../../../src/http/portal/site-server.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { temporaryDatabasePath } from '../../contracts/temporary-file.ts'
import { movableClock } from '../../harness/gateway.ts'
import { keptLog } from './example-mail.ts'

export const portal = 'http://localhost:7070'
const publicFolder = fileURLToPath(new URL('../../../public', import.meta.url))

/** The outbox as the program puts it together, with its doors on a server that does not listen. */
export async function openMailboxSite(
  variables: Readonly<Record<string, string>> = {},
  readFile: (path: string) => string = noFile,
) {
  const read = readSettings(variables, readFile)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const durable: DurableStore = openSqlDurableStore(openSqliteDatabase(temporaryDatabasePath()))
  const clock = movableClock()
  const { log, lines } = keptLog()
  const news: string[] = []
  const house: OutboxHouse = await composeOutbox({
    settings: read.settings,
    durable,
    publicFolder,
    clock,
    random: openSystemRandom(),
    log,
    news: {
      mailGivenUp: async ({ id }) => void news.push(`given up ${id}`),
      mailBounced: async (id) => void news.push(`bounced ${id}`),
      smsUndeliverable: async (id) => void news.push(`undeliverable ${id}`),
    },
  })
  const app = openSiteServer({
    baseUrl: portal,
    assets: readSiteAssets(publicFolder),
    languageCookie: 'portvakt-portal-language',
    formTargets: [],
    openPosts: [],
    refuseForeignPost: (_request, reply) => reply.send('foreign'),
  })
  for (const { prefix, register } of house.mounts)
    app.register(
      (mounted, _options, done) => {
        register(mounted)
        done()
      },
      { prefix },
    )
  return { app, house, durable, clock, lines, news }
}

function noFile(): string {
  throw new Error('no file is named')
}
