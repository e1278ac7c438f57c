/** What --cpu-prof writes; times are microseconds of the monotonic clock. */
export interface CpuProfile {
  readonly startTime: number
  readonly endTime: number
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
    readonly children?: readonly number[]
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface SelfTimes {
  /** Time in which the main thread was not idle, milliseconds; on a busy machine more than its CPU time. */
  readonly busyMilliseconds: number
  /** Milliseconds by function, most first. */
  readonly functions: readonly (readonly [string, number])[]
  /** Milliseconds by room (src/<room>, node_modules/<package>, node:<module>, native), most first. */
  readonly rooms: readonly (readonly [string, number])[]
}

type ProfileNode = CpuProfile['nodes'][number]

/** Sums what the main thread did between two moments of the monotonic clock (microseconds); being idle is left out. */
export function readSelfTimes(profile: CpuProfile, from: number, to: number): SelfTimes {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(profile.nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id])))
  const caller = (node: ProfileNode): string => {
    for (let above = parents.get(node.id); above !== undefined; above = parents.get(above)) {
      const url = nodes.get(above)?.callFrame.url
      if (url) return placeOf(url)
    }
    return ''
  }
  const functions = new Map<string, number>()
  const rooms = new Map<string, number>()
  let busyMilliseconds = 0
  let at = profile.startTime
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0
    const node = nodes.get(id)
    if (node === undefined || at < from || at > to) continue
    const { functionName, url, lineNumber } = node.callFrame
    if (functionName === '(idle)') continue
    // What a sample saw went on until the next one.
    const milliseconds = (profile.timeDeltas[index + 1] ?? 0) / 1000
    const name = functionName || '(anonymous)'
    // V8's own names, (program) and (garbage collector), have no caller to tell of.
    const isNative = url === '' && !functionName.startsWith('(')
    const place = url === '' ? '' : ` ${placeOf(url)}:${lineNumber + 1}`
    const label = isNative ? `${name} ← ${caller(node)}` : name + place
    functions.set(label, (functions.get(label) ?? 0) + milliseconds)
    const room = isNative ? 'native functions' : roomOf(url, name)
    rooms.set(room, (rooms.get(room) ?? 0) + milliseconds)
    busyMilliseconds += milliseconds
  }
  return { busyMilliseconds, functions: mostFirst(functions), rooms: mostFirst(rooms) }
}

const mostFirst = (times: ReadonlyMap<string, number>) => [...times].sort(([, one], [, other]) => other - one)

/** A file's address, from the folder of the project or of the package on. */
function placeOf(url: string): string {
  const inPackage = url.lastIndexOf('/node_modules/')
  if (inPackage !== -1) return url.slice(inPackage + '/node_modules/'.length)
  const inSource = url.lastIndexOf('/src/')
  return inSource === -1 ? url : url.slice(inSource + 1)
}

function roomOf(url: string, functionName: string): string {
  if (url === '') return functionName
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/')
  const [first = '', second = ''] = placeOf(url).split('/')
  if (url.includes('/node_modules/')) return `node_modules/${first.startsWith('@') ? `${first}/${second}` : first}`
  return second.endsWith('.ts') ? first : `${first}/${second}`
}
