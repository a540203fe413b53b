import { useSyncExternalStore } from 'react'

type Toast = { text: string; action?: { label: string; run: () => void } }
type Shown = Toast & { id: number }

const SHOWN_MS = 8_000

let shown: Shown[] = []
let lastId = 0
const listeners = new Set<() => void>()

function show(next: Shown[]): void {
  shown = next
  for (const tell of listeners) tell()
}

/** Tells what was done, with the way to take it back; only the newest stays. */
export function toast(told: Toast): void {
  lastId += 1
  show([{ ...told, id: lastId }])
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Where toasts appear; once per page. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <div role="status" className="toasts no-print">
      {toasts.map((told) => (
        <ToastRow key={told.id} told={told} />
      ))}
    </div>
  )
}

function ToastRow({ told }: { told: Shown }) {
  const gone = () => show(shown.filter((other) => other.id !== told.id))
  // Stays while it has the focus: nobody loses the button under his finger.
  const start = (element: HTMLDivElement | null) => {
    if (!element) return undefined
    const timer = setInterval(() => {
      if (!element.contains(document.activeElement) && !element.matches(':hover')) gone()
    }, SHOWN_MS)
    return () => clearInterval(timer)
  }
  return (
    <div ref={start} className="toast">
      <span className="min-w-0 flex-1 py-2">{told.text}</span>
      {told.action && (
        <button
          type="button"
          className="min-h-11 px-3 font-semibold underline underline-offset-4"
          onClick={() => {
            told.action?.run()
            gone()
          }}
        >
          {told.action.label}
        </button>
      )}
    </div>
  )
}
