import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser'

type Borders = { forbidden: IForbiddenRuleType[]; options: ICruiseOptions }

export const borders = createRequire(import.meta.url)(resolve('.dependency-cruiser.cjs')) as Borders

export type Cruised = { files: string[]; violations: string[] }

/** Follows the imports of the folders under a root by the borders of the house. */
export async function cruiseTree(root: string, folders: string[]): Promise<Cruised> {
  const { output } = await cruise(folders, {
    ...borders.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: borders.forbidden },
  })
  if (typeof output === 'string') throw new Error('the cruise gave a report, not its result')
  return {
    files: output.modules.map((module) => module.source),
    violations: output.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
  }
}

/** The files git lists that the cruise did not see: with a wrong compiler it sees none, and passes. */
export function unseen(listed: string[], cruised: Cruised): string[] {
  const seen = new Set(cruised.files)
  return listed.filter((path) => !seen.has(path))
}
