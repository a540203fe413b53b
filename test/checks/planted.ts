import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export type Planted = Record<string, string>

/** Writes a small tree into a folder of its own, works on it, and takes it away. */
export async function withPlanted<T>(
  files: Planted,
  work: (root: string) => T | Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'tandem-planted-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return await work(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A small tree under the house's own settings and with its installed packages. */
export const withPlantedHouse = <T>(
  settings: string[],
  files: Planted,
  work: (root: string) => T | Promise<T>,
): Promise<T> =>
  withPlanted(files, (root) => {
    for (const name of settings) {
      mkdirSync(dirname(join(root, name)), { recursive: true })
      copyFileSync(name, join(root, name))
    }
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'dir')
    return work(root)
  })
