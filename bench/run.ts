// The benchmark: drives the gateway and its peer from outside. See README.md beside this file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseBenchArguments, usage } from './arguments.ts'
import { pause, projectRoot } from './child-server.ts'
import { compareProviders } from './compare.ts'
import { describeMachine } from './machine.ts'
import { installPeerPackages } from './peer-packages.ts'
import { type Plan, plans } from './plan.ts'
import { residentMegabytes } from './process-usage.ts'
import { profileGateway } from './profile.ts'
import { meetProvider } from './provider.ts'
import { type Report, renderReport, renderSummary } from './report.ts'
import { startFloor, startPeer } from './servers.ts'
import { measureStarts } from './starts.ts'

const tell = (line: string): void => console.error(line)

async function compare(plan: Plan, folder: string, command: string): Promise<Omit<Report, 'profiles'>> {
  const peerVersion = installPeerPackages(tell)
  const machine = describeMachine()
  const began = performance.now()
  const gatewayStarts = await measureStarts(folder, 'gateway', plan)
  const houseStarts = await measureStarts(folder, 'all', { firstStarts: 1, coldStarts: plan.coldStarts })
  tell(`starts measured, ${Math.round((performance.now() - began) / 1000)} s`)

  const gateway = await gatewayStarts.installation.start()
  const peer = await startPeer(join(folder, 'peer'))
  const bare = await startFloor(join(folder, 'floor'))
  await pause(plan.rest)
  const idle = { ours: residentMegabytes(gateway.pid), theirs: residentMegabytes(peer.pid) }
  const ours = await meetProvider('ours', gateway)
  const theirs = await meetProvider('theirs', peer)
  const floor = await meetProvider('floor', bare)
  const compared = await compareProviders(ours, theirs, floor, plan, began, tell)
  await pause(plan.rest)
  const afterLoad = { ours: residentMegabytes(gateway.pid), theirs: residentMegabytes(peer.pid) }
  ours.agent.close()
  theirs.agent.close()
  floor.agent.close()
  await Promise.all([gateway.stop(), peer.stop(), bare.stop()])
  return { ...compared, machine, peerVersion, command, gatewayStarts, houseStarts, idle, afterLoad }
}

/** Nothing may go on for ever: a run that hangs ends itself, and its servers with it. */
function limitTime(seconds: number): void {
  const limit = setTimeout(() => {
    tell(`the benchmark took more than ${seconds} seconds and was stopped`)
    process.exit(1)
  }, seconds * 1000)
  limit.unref()
}

const command = parseBenchArguments(process.argv.slice(2))
if (command.kind === 'wrong') {
  console.error(usage)
  process.exit(64)
}
const folder = mkdtempSync(join(tmpdir(), 'portvakt-bench-'))
// A server that was just ended may still have a file on its way into the folder.
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

if (command.kind === 'profile') {
  limitTime(90)
  console.log(await profileGateway(command.flow, folder))
} else {
  const isFull = command.plan === 'full'
  limitTime(isFull ? 480 : 120)
  const compared = await compare(plans[command.plan], folder, isFull ? 'npm run bench' : 'npm run bench -- --quick')
  const profiles = []
  // A folder each: a profile is the one file that its run left there.
  if (isFull)
    for (const flow of ['first', 'sso'] as const) profiles.push(await profileGateway(flow, join(folder, flow)))
  const report = { ...compared, profiles }
  if (isFull) writeFileSync(join(projectRoot, 'docs/performance.md'), renderReport(report))
  console.log(renderSummary(report))
  if (isFull) tell('docs/performance.md is written')
}
process.exit(0)
