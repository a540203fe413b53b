import { BaseSequencer, type TestSpecification } from 'vitest/node'

// By what a clean run took: a minute and more each. Vitest knows durations only of runs before.
const LONG = [
  'e2e/every-office-screen',
  'e2e/every-screen',
  'e2e/play-forward',
  'test/commands',
  'checks/tools',
  'security/hostile',
]

/** The longest files begin first: at the end one of them would keep one worker busy, alone. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((name) => moduleId.includes(`${name}.test.`))
      return at < 0 ? LONG.length : at
    }
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
