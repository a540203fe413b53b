import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const DAY_MS = 86_400_000

/** Removes the folders in a folder that nobody touched for so many days; returns how many. */
export async function removeOldFolders(
  parent: string,
  { days, except }: { days: number; except: readonly string[] },
): Promise<number> {
  const found = await readdir(parent, { withFileTypes: true }).catch(() => [])
  let removed = 0
  for (const { name } of found.filter(
    (each) => each.isDirectory() && !except.includes(each.name),
  )) {
    const folder = join(parent, name)
    if (Date.now() - (await touchedAt(folder)) < days * DAY_MS) continue
    await rm(folder, { recursive: true, force: true })
    removed += 1
  }
  return removed
}

// A file that grows does not touch its folder.
async function touchedAt(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const times = [folder, ...names.map((name) => join(folder, name))].map((path) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  )
  return Math.max(...(await Promise.all(times)))
}
