import type { Ground } from './commands.ts'

/** Imports a folder of the ERP's files into a distributor. */
export async function importFolder(
  _asked: {
    ground: Ground
    path: string
    distributor: string
    create: boolean
    dryRun: boolean
    json: boolean
  },
  say: (text: string) => void,
): Promise<number> {
  say('not built yet')
  return 1
}
