import { useSyncExternalStore } from 'react'

function subscribe(tell: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, tell)
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, tell)
  }
}

/** Says that the network is away as long as it is. */
export function OfflineBar({ text }: { text: string }) {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status">
      {!online && (
        <p className="bg-warn-pale px-4 py-2 text-center text-sm font-medium text-warn">{text}</p>
      )}
    </div>
  )
}
