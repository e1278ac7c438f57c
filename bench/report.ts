import { byReference } from './clients.ts'
import type { Compared, Comparison } from './compare.ts'
import { isPinned } from './cores.ts'
import { type FlowKind, flowTitles } from './flows.ts'
import type { Machine } from './machine.ts'
import { headlineConcurrency } from './plan.ts'
import type { Starts } from './starts.ts'
import { median, quantile } from './statistics.ts'

export interface Report extends Compared {
  readonly machine: Machine
  readonly peerVersion: string
  readonly command: string
  readonly gatewayStarts: Starts
  /** All sites, as a fresh ./start has them. */
  readonly houseStarts: Starts
  /** Resident memory in MB. */
  readonly idle: Sides
  readonly afterLoad: Sides
  /** Where the time of a first and of an SSO login goes, as text; only after a full run. */
  readonly profiles: readonly string[]
}

interface Sides {
  readonly ours: number
  readonly theirs: number
}

const whole = (value: number): string => value.toFixed(0)
const milliseconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)

function figuresOf(comparison: Comparison, signature: number) {
  const side = (name: 'ours' | 'theirs') => {
    const measured = comparison[name]
    const latencies = measured.flatMap((each) => each.latencies)
    const cpu = median(measured.map((each) => each.cpuMilliseconds))
    return {
      flowsPerSecond: median(measured.map((each) => each.flowsPerSecond)),
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      cpu,
      signatures: cpu / signature,
      flows: latencies.length,
    }
  }
  // Of each round the two that stood beside each other in time, then the middle one of these.
  const ratio = median(
    comparison.ours.map(
      (each, round) => each.flowsPerSecond / (comparison.theirs[round]?.flowsPerSecond ?? Number.NaN),
    ),
  )
  const [ours, theirs] = [side('ours'), side('theirs')]
  return { ours, theirs, ratio, cpuRatio: theirs.cpu / ours.cpu }
}

/** The figures beside what is aimed at. */
function targetRows(report: Report, signature: number): string[] {
  const headline = (kind: FlowKind) => {
    const found = report.comparisons.find(
      ({ trial }) => trial.kind === kind && trial.client === byReference && trial.concurrency === headlineConcurrency,
    )
    if (found === undefined) throw new Error(`${kind} was not measured`)
    return figuresOf(found, signature)
  }
  const [first, sso] = [headline('first'), headline('sso')]
  return [
    '| what | aim | figure |',
    '|---|---|---|',
    `| CPU of a first login, in RSA-2048 signatures (the floor here: ${floorOf(report, 'first', signature)}) | ≤ 2.2 | ${first.ours.signatures.toFixed(2)} |`,
    `| CPU of an SSO login, in RSA-2048 signatures (the floor here: ${floorOf(report, 'sso', signature)}) | ≤ 1.7 | ${sso.ours.signatures.toFixed(2)} |`,
    `| first logins a second, against oidc-provider | ≥ 2.5 × | ${first.ratio.toFixed(2)} × |`,
    `| SSO logins a second, against oidc-provider | ≥ 2.5 × | ${sso.ratio.toFixed(2)} × |`,
    `| cold start of the gateway to the first answer | ≤ 600 ms | ${whole(report.gatewayStarts.againMilliseconds)} ms |`,
    `| memory of the idle gateway | ≤ 110 MB | ${whole(report.idle.ours)} MB |`,
  ]
}

/** What the same login costs a server that only answers and signs. */
const floorOf = (report: Report, kind: 'first' | 'sso', signature: number): string =>
  (median(report.floors[kind].map((each) => each.cpuMilliseconds)) / signature).toFixed(2)

function detailRows(report: Report, signature: number): string[] {
  return [
    '| flow | access token | at a time | | flows/s | p50 ms | p99 ms | CPU ms | signatures | flows/s, ours ÷ theirs | CPU, theirs ÷ ours |',
    '|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|',
    ...report.comparisons.flatMap((comparison) => {
      const { trial } = comparison
      const { ours, theirs, ratio, cpuRatio } = figuresOf(comparison, signature)
      const token = trial.kind === 'metadata' ? '–' : trial.client.selfContained ? 'self-contained' : 'by reference'
      const cells = (name: string, side: typeof ours, last: string): string =>
        `| ${name} | ${whole(side.flowsPerSecond)} | ${milliseconds(side.p50)} | ${milliseconds(side.p99)} | ${side.cpu.toFixed(3)} | ${side.signatures.toFixed(2)} | ${last} |`
      return [
        `| ${flowTitles[trial.kind]}${trial.client.key === undefined ? '' : ', private_key_jwt'} | ${token} | ${trial.concurrency} ${cells('ours', ours, `${ratio.toFixed(2)} × | ${cpuRatio.toFixed(2)} ×`)}`,
        `| | | ${cells('theirs', theirs, '|')}`,
      ]
    }),
  ]
}

function startRows({ gatewayStarts, houseStarts, idle, afterLoad }: Report): string[] {
  return [
    '| | gateway alone | all sites, as `./start` |',
    '|---|--:|--:|',
    `| first start ever (makes database, keys, seed and compile cache) | ${whole(gatewayStarts.firstMilliseconds)} ms | ${whole(houseStarts.firstMilliseconds)} ms |`,
    `| cold start again, median of ${gatewayStarts.times} | ${whole(gatewayStarts.againMilliseconds)} ms | ${whole(houseStarts.againMilliseconds)} ms |`,
    '',
    '| resident memory | gateway alone | oidc-provider |',
    '|---|--:|--:|',
    `| idle after start | ${whole(idle.ours)} MB | ${whole(idle.theirs)} MB |`,
    `| after the load | ${whole(afterLoad.ours)} MB | ${whole(afterLoad.theirs)} MB |`,
  ]
}

function machineLine({ machine, peerVersion, command, rounds }: Report, signature: number): string {
  // A waiting process or more before the run began: its figures say less.
  const busy = machine.loadBefore >= 1 ? ' The machine was busy with other things: measure again on a quiet one.' : ''
  const facts = [
    `Measured ${machine.date} with \`${command}\`, ${rounds} rounds`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, ${machine.system}, load average before ${machine.loadBefore.toFixed(1)}`,
    `Node.js ${machine.node}, Portvakt ${machine.portvakt}, oidc-provider ${peerVersion}`,
    `One raw RSA-2048 signature: ${signature.toFixed(3)} ms of CPU.`,
  ]
  return facts.join('. ') + busy
}

/** The short form for a terminal. */
export function renderSummary(report: Report): string {
  const signature = median(report.signatures)
  return [
    machineLine(report, signature),
    ...targetRows(report, signature),
    ...detailRows(report, signature),
    ...startRows(report),
  ].join('\n')
}

/** The part of a profile that tells rooms apart, without the trifles. */
function profileBlock(profile: string): string {
  const lines = profile.split('\n')
  const functions = lines.findIndex((line) => line.includes('functions with most time'))
  const kept = lines.slice(0, functions - 1).filter((line) => !/^ +0\.\d %/.test(line))
  return `\`\`\`\n${kept.join('\n')}\n\`\`\``
}

/** docs/performance.md, whole. */
export function renderReport(report: Report): string {
  const signature = median(report.signatures)
  return `# Performance

This page is written by \`npm run bench\`; change [the benchmark](../bench/README.md), not the page. The aims are printed beside the figures and never asserted: a figure belongs to the machine and the hour it was measured in.

${machineLine(report, signature)}

## Aims

Logins with an access token by reference, ${headlineConcurrency} at a time. Such a login needs one signature, that of the id_token, so one is the least there can be.

${targetRows(report, signature).join('\n')}

## Everything that was measured

${detailRows(report, signature).join('\n')}

## Start and memory

${startRows(report).join('\n')}

## Where the time goes

${report.profiles.map(profileBlock).join('\n\n')}

The samples of a profile are taken by the clock, also while the thread waits for a core: what hands a signature to the thread pool (\`jobPromise\`, under \`node:internal/crypto\`) wakes a thread that then takes the core, so its share is mostly that of the signature beside it; asked alone it costs about 30 µs. \`native functions\` are mostly writes to sockets. Storage is what remains to be made smaller: every step of a login is committed before it is answered.

## How it is measured

* **Ours** is the gateway as a user starts it: \`src/main.ts serve --sites gateway\`, standard settings, everything in one SQLite file, the log at its standard level written to a file. Its pages are the real ones.
* **Theirs** is npm's \`oidc-provider\` with its own store in memory, no log, and two bare pages; set up for the same flow: RS256, PKCE, pairwise subjects, the same claims, the same lifetimes, rotating refresh tokens, signed cookies. So it writes nothing to disk and draws less; what it has more is one redirect after the form, which is how it works.
* **Access tokens** come in two forms, and like is held against like. *By reference*: a random handle; ours by a scope of token type \`OPAQUE\`, theirs by default. One signature a login. *Self-contained*: a JWT; ours by default, theirs by a resource indicator. Two signatures a login. Userinfo is compared by reference only, since theirs refuses a token that is for a resource.
* **The floor** is bare \`node:http\` that answers the same requests with pages of the same size and one signature a login, and does nothing else: no rules, no store, no client authentication (\`bench/peers/floor.mjs\`). What it costs, any provider costs on this machine.
* A **first login** is the authorization request, the page of choice, the form, its submission, and the token request; each time a new browser. An **SSO login** is the authorization request and the token request, in a browser that is logged in. A **refresh** uses each token once. **Discovery + JWKS** is both documents.
* The client is one process of its own with kept-alive connections over loopback; ${isPinned ? 'it has one core, and the servers in turn have the other' : 'it shares the cores with the server'}. Every flow is checked: state, \`iss\`, cookies, and, after the clock has stopped, the signature and claims of every token.
* Ours and theirs take turns within every round and begin in turns; the rounds before the first are dropped. Flows a second and CPU are the median of the rounds, latencies are of all flows together, the ratio of flows is the median of each round's ratio. The ratio of CPU says the same with less noise, since what else the machine does counts less in it.
* **CPU** is user and system time of the server's whole process, all threads, per flow, as the system counts it. A **signature** is the CPU time of one synchronous RSA-2048 signature by \`node:crypto\`, measured in the same run. Logging, storage, HTTP, pages and garbage collection are all in the multiple.
* **Cold start** is from starting the process to the first answered discovery document, of an installation that was started before, with the compile cache that \`./start\` uses.

\`npm run bench -- --profile first\` (or \`sso\`) tells where the gateway's time goes.
`
}
