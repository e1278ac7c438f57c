// Reporter for node --test: says nothing of what passed, all of what failed, and ends with the counts in node's own words.
import { relative } from 'node:path'

const indent = (text) => text.replaceAll(/^/gm, '    ')

/** The message of a failure with the lines of the stack that are ours. */
function explain(error) {
  const cause = error?.cause ?? error
  const stack = String(cause?.stack ?? cause)
  const lines = stack.split('\n').filter((line) => !/^\s+at .*(?:node:|node_modules)/.test(line))
  return indent(lines.slice(0, 30).join('\n'))
}

// biome-ignore lint/style/noDefaultExport: node --test takes a reporter by its default export
export default async function* failures(events) {
  for await (const { type, data } of events) {
    // A file that fails because of a test in it has been explained by that test.
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed' && data.todo === undefined) {
      const place = data.file === undefined ? '' : `${relative(process.cwd(), data.file)}:${data.line}`
      yield `✖ ${data.name}\n    ${place}\n${explain(data.details.error)}\n`
    } else if (type === 'test:stderr' || type === 'test:stdout') yield data.message
    else if (type === 'test:summary' && data.file === undefined) {
      const { tests, suites, passed, failed, cancelled, skipped, todo } = data.counts
      yield Object.entries({ tests, suites, pass: passed, fail: failed, cancelled, skipped, todo })
        .map(([name, count]) => `ℹ ${name} ${count}\n`)
        .join('')
    }
  }
}
