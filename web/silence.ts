/** Orders that wait on this device for the network are kept under this name. */
export const WAITING = 'tandem-waiting'

const TOLD_MS = 5_000
let telling: Promise<void> | null = null

/**
 * Before any other call the server hears which orders waited here while it heard nothing: by its own
 * clock it then knows that they were made before a cut-off. Without a network it throws, as any call.
 */
export async function tellSilence(): Promise<void> {
  const ids = waitingIds()
  if (ids.length === 0) return
  telling ??= tell(ids)
  await telling
}

/** A call failed: what waits is told of again before the next one. */
export const unheard = (): void => {
  telling = null
}

async function tell(ids: string[]): Promise<void> {
  try {
    const reply = await fetch('/api/me/silence', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-tandem-request': '1' },
      body: JSON.stringify({ ids }),
    })
    // A gateway that stands before a server which is away heard it, the server did not.
    if (reply.status > 501) throw new Error('away')
    setTimeout(unheard, TOLD_MS)
  } catch (error) {
    unheard()
    throw error
  }
}

/** An order waits on this device for the network. */
export const somethingWaits = (): boolean => waitingIds().length > 0

function waitingIds(): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(WAITING) ?? '[]') as { id: string; now: string }[]
    return kept.filter(({ now }) => now === 'waiting').map(({ id }) => id)
  } catch {
    return []
  }
}
