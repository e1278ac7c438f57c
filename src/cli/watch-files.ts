import { statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Calls `changed` after any of the files, or a file in any of the folders, changed; several events close together are one
 * change. The folder of a file is watched, not the file: editors and mounted volumes put a new file in the old one's place.
 * `failed` hears of a folder that can no longer be watched.
 */
export function watchFiles(
  paths: readonly string[],
  changed: () => Promise<void>,
  failed: (folder: string) => void,
): void {
  let waiting: NodeJS.Timeout | undefined
  const soon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void changed(), 200)
  }
  for (const [folder, names] of namesByFolder(paths))
    watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || names.has(name) || mayBelongToSeed.test(name)) soon()
    }).on('error', () => failed(folder))
}

/** Seed files, what they point to, and the link that a mounted volume turns; not the database that may lie beside them. */
const mayBelongToSeed = /\.(ya?ml|json|txt)$|^\.\.data$/

function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>()
  for (const path of paths) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    const folder = isFolder ? path : dirname(path)
    const names = folders.get(folder) ?? new Set()
    if (!isFolder) names.add(basename(path))
    folders.set(folder, names)
  }
  return folders
}
