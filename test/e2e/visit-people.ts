import { openWindow, signIn } from './browser.ts'
import type { ScreenWorld, Who } from './screen-world.ts'
import { SCREENS } from './screens.ts'
import { glance, visit } from './visit.ts'

const only = process.env.TANDEM_TEST_SCREENS
const wanted = SCREENS.filter(({ as, name }) => !only || `${as} ${name}`.includes(only))

/** The people whose first screen is one of these. */
export function peopleOf(isOurs: (at: string) => boolean): Who[] {
  const people = [...new Set(wanted.map(({ as }) => as))]
  return people.filter((who) => isOurs(wanted.find(({ as }) => as === who)?.at ?? ''))
}

/** What is wrong on any screen of a person, each seen on a phone and on a desk. */
export async function findingsOf(world: ScreenWorld, who: Who): Promise<string[]> {
  const window = await openWindow(world.browser, 390)
  const { page } = window
  const mine = wanted.filter(({ as }) => as === who)
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
