import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * Servers on one core, the client on another, where the system can do that (Linux, taskset): otherwise they push one
 * another about, and what is measured is as much the scheduler as the program.
 */
export const isPinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-pc', '1', String(process.pid)]).status === 0

export const onServerCore = (command: readonly string[]): readonly string[] =>
  isPinned ? ['taskset', '-c', '0', ...command] : command
