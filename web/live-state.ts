import { useSyncExternalStore } from 'react'

/** Whether the page hears of changes as they happen, and since when it may be behind. */
export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  | { kind: 'away'; since: string }

let state: LiveState = { kind: 'connecting' }
const listeners = new Set<() => void>()

export const liveState = (): LiveState => state

export function setLiveState(next: LiveState): void {
  state = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, liveState)
