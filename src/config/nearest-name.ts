/** The name that was probably meant, as ` Did you mean x?`; nothing if none is near. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  let nearest: string | undefined
  let shortest = Math.max(2, Math.floor(wrong.length / 4)) + 1
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase())
    if (distance < shortest) {
      shortest = distance
      nearest = name
    }
  }
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`
}

/** How many letters must be changed, added or taken away. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const next = [line]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
