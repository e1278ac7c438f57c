import { watch } from 'node:fs'

/** Calls `changed` after any of the files or folders changed; several events close together are one change. */
export function watchFiles(paths: readonly string[], changed: () => Promise<void>): void {
  let waiting: NodeJS.Timeout | undefined
  for (const path of paths)
    watch(path, { persistent: false }, () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => void changed(), 200)
    })
}
