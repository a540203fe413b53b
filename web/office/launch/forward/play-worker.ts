import { type Played, play } from '../../../../src/modules/goals/forward/play-rules.ts'
import { POLICIES } from '../../../../src/modules/goals/forward/state-rules.ts'
import { type Asked, worldOf } from '../../../../src/modules/goals/forward/world-rules.ts'

// Beside the page: a play of many outlets takes some seconds, and the page stays alive.
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const world = worldOf(data)
  const plays: Played[] = POLICIES.map((policy) => play(world, policy))
  postMessage(plays)
})
