import { readFileSync } from 'node:fs'
import { parseArguments } from './cli/arguments.ts'
import { usage } from './cli/usage.ts'
import { readSettings } from './config/read-settings.ts'
import type { Settings } from './config/settings.ts'

/** The exit code for configuration that is wrong (sysexits EX_CONFIG, REG-160). */
const configurationFault = 78

const command = parseArguments(process.argv.slice(2))
switch (command.kind) {
  case 'serve':
    await serve(command.sites)
    break
  case 'seed': {
    const { runSeedCommand } = await import('./cli/seed.ts')
    process.exitCode = await runSeedCommand(command.words, process.env)
    break
  }
  case 'ca': {
    const [{ runCaCommand }, { composeDevelopmentCa }] = await Promise.all([
      import('./cli/ca.ts'),
      import('./compose-certificates.ts'),
    ])
    process.exitCode = await runCaCommand(command.words, process.env, composeDevelopmentCa)
    break
  }
  case 'audit': {
    if (command.words[0] === 'logins') {
      const [{ runAuditLogins }, { traceLoginsOf }] = await Promise.all([
        import('./cli/audit-logins.ts'),
        import('./compose-login-trace.ts'),
      ])
      const readInput = () => readFileSync(0, 'utf8')
      process.exitCode = await runAuditLogins(command.words.slice(1), process.env, readInput, traceLoginsOf)
      break
    }
    const [{ runAuditCommand }, { verifyJournalOf }] = await Promise.all([
      import('./cli/audit.ts'),
      import('./compose-audit.ts'),
    ])
    process.exitCode = await runAuditCommand(command.words, process.env, verifyJournalOf)
    break
  }
  case 'keys': {
    const [{ runKeysCommand }, { openRings }] = await Promise.all([
      import('./cli/keys.ts'),
      import('./compose-keys-command.ts'),
    ])
    process.exitCode = await runKeysCommand(command.words, process.env, openRings)
    break
  }
  case 'help':
    console.log(usage)
    break
  case 'wrong':
    console.error(`${command.problem}\n\n${usage}`)
    process.exitCode = 64
    break
  default:
    command satisfies never
}

function stopWith(problems: readonly string[]): never {
  for (const problem of problems) console.error(problem)
  process.exit(configurationFault)
}

async function serve(sites: Settings['sites'] | undefined): Promise<void> {
  const read = readSettings(process.env, (path) => readFileSync(path, 'utf8'), sites)
  if (!read.ok) stopWith(read.problems)
  const { settings } = read
  const [{ compose, ConfigurationFaults }, { openPinoLog }] = await Promise.all([
    import('./compose.ts'),
    import('./system/pino-log.ts'),
  ])
  const { log, flush } = openPinoLog(settings.logLevel)
  for (const warning of read.warnings) log.warn({}, warning)

  const house = await compose(settings, { log, variables: process.env }).catch((error: unknown): never => {
    flush()
    if (error instanceof ConfigurationFaults) stopWith(error.faults)
    throw error
  })
  try {
    await house.listen()
  } catch (error) {
    flush()
    await house.close()
    stopWith([listenProblem(error)])
  }
  const reload = async (): Promise<void> => {
    try {
      const faults = await house.reseed()
      for (const fault of faults) log.error({}, `seed not reloaded: ${fault}`)
      if (faults.length === 0) log.info({}, 'seed reloaded')
    } catch (error) {
      // A running program outlives it, a full disk for one (REG-169).
      log.error({ err: error }, 'seed not reloaded')
    }
  }
  process.on('SIGHUP', () => void reload())
  if (settings.seed.watch) {
    const { watchFiles } = await import('./cli/watch-files.ts')
    watchFiles(settings.seed.files, reload, (folder) =>
      log.error({}, `${folder} can no longer be watched; SIGHUP still reads the seed again`),
    )
  }
  const stop = async (): Promise<void> => {
    await house.close()
    flush()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())

  // Said last: whoever waits for it may send a signal, or change the seed, the moment it is read.
  for (const { title, address } of house.sites) console.error(`${title.padEnd(28)} ${address}`)
  console.error('Ready. Ctrl-C stops.')
}

function listenProblem(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    return `port ${port} is taken by another program; stop it, or give the site another port (docs/operate/settings.md)`
  if (code === 'EACCES') return `port ${port} may not be opened by this user; choose one above 1023`
  return `the sites cannot listen: ${error instanceof Error ? error.message : String(error)}`
}
