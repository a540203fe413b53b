import { openWindow, signIn } from './browser.ts'
import type { ScreenWorld, Who } from './screen-world.ts'
import { SCREENS } from './screens.ts'
import { glance, type Screen, visit } from './visit.ts'

const only = process.env.TANDEM_TEST_SCREENS
const wanted = SCREENS.filter(({ as, name }) => !only || `${as} ${name}`.includes(only))

// A round of more would take longer on a slow machine than a test may.
const ROUND = 32

/** What one person looks at in one round. */
export type Round = { who: Who; part: number; screens: Screen[] }

/** The rounds of the people whose first screen is one of these. */
export function roundsOf(isOurs: (at: string) => boolean): Round[] {
  const people = [...new Set(wanted.map(({ as }) => as))]
  return people.flatMap((who) => {
    const mine = wanted.filter(({ as }) => as === who)
    if (!isOurs(mine[0]?.at ?? '')) return []
    return roundsByArea(mine).map((screens, i) => ({ who, part: i + 1, screens }))
  })
}

// What is done on one screen is seen on the next ones of its area: they stay together, in their order.
function roundsByArea(screens: Screen[]): Screen[][] {
  const areaOf = ({ at }: Screen) => at.split(/[/?]/, 4).join('/')
  const rounds: Screen[][] = [[]]
  for (const area of new Set(screens.map(areaOf))) {
    const mine = screens.filter((screen) => areaOf(screen) === area)
    const last = rounds.at(-1) ?? []
    if (last.length > 0 && last.length + mine.length > ROUND) rounds.push(mine)
    else last.push(...mine)
  }
  return rounds
}

/** What is wrong on any screen of a round, each seen on a phone and on a desk. */
export async function findingsOf(
  world: ScreenWorld,
  { who, screens: mine }: Round,
): Promise<string[]> {
  const window = await openWindow(world.browser, 390)
  const { page } = window
  const screens = new URL(mine[0]?.at ?? '/shop', world.url).pathname.split('/')[1]
  if (who !== 'guest') await signIn(page, `${world.url}/${screens}/`, world.phoneOf(who))
  const found: string[] = []
  const glanced = new Set<string>()
  for (const screen of mine) {
    try {
      found.push(...(await visit(page, world, screen)))
      // Its other states hold few words more.
      if (!glanced.has(screen.at)) found.push(...(await glance(page, screen)))
      glanced.add(screen.at)
    } catch (error) {
      found.push(`${who}, ${screen.name}: ${String(error).slice(0, 300)}`)
    }
  }
  await window.close()
  return found
}
