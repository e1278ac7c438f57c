import { join } from 'node:path'
import { type GatewayInstallation, installGateway } from './servers.ts'
import { median } from './statistics.ts'

export interface Starts {
  /** The first start ever: database, keys, seed and compile cache are made. Median, milliseconds. */
  readonly firstMilliseconds: number
  /** A start of what is there already. Median, milliseconds. */
  readonly againMilliseconds: number
  readonly times: number
  /** The last installation, for further use. */
  readonly installation: GatewayInstallation
}

/** Starts and stops new installations in `folder` and measures the time to the first answered discovery. */
export async function measureStarts(
  folder: string,
  sites: 'gateway' | 'all',
  counts: { readonly firstStarts: number; readonly coldStarts: number },
): Promise<Starts> {
  const first: number[] = []
  let installation: GatewayInstallation | undefined
  for (let place = 1; place <= counts.firstStarts; place += 1) {
    installation = await installGateway(join(folder, `${sites}-${place}`), sites)
    first.push(await startOnce(installation))
  }
  if (installation === undefined) throw new Error('firstStarts must be at least 1')
  const again: number[] = []
  while (again.length < counts.coldStarts) again.push(await startOnce(installation))
  return {
    firstMilliseconds: median(first),
    againMilliseconds: median(again),
    times: again.length,
    installation,
  }
}

async function startOnce(installation: GatewayInstallation): Promise<number> {
  const server = await installation.start()
  await server.stop()
  return server.startMilliseconds
}
