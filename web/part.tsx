import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { Failed } from './Failed.tsx'
import { Skeleton } from './kit/Parts.tsx'

type Load<P> = () => Promise<ComponentType<P>>
type Waiting = { meanwhile: ReactNode; failed: (error: Error) => ReactNode }
type Source<P> = Waiting & { load: Load<P>; known: () => ComponentType<P> | null }

/**
 * A part of a screen that is fetched when it is wanted. Until it is there, and when it cannot be had (no
 * network, a new version took its file away), its place is empty and the rest of the screen stays.
 */
export const part = <P extends object>(load: Load<P>) =>
  from(load, { meanwhile: null, failed: () => null })

/** The same for what must come while it is needed: the page is asked for anew once the server answers. */
export const neededPart = <P extends object>(load: Load<P>, isNeeded: () => boolean) =>
  from(load, { meanwhile: null, failed: () => <Anew isNeeded={isNeeded} /> })

/** The same for what a person waits for: its place is kept, and what went wrong is said. */
export const page = <P extends object>(load: Load<P>, rows = 4) =>
  from(load, {
    meanwhile: <Skeleton rows={rows} />,
    failed: (error) => <Away error={error} />,
  })

function from<P extends object>(load: Load<P>, waiting: Waiting): (props: P) => ReactNode {
  let known: ComponentType<P> | null = null
  const source: Source<P> = {
    ...waiting,
    known: () => known,
    load: async () => {
      known = await load()
      return known
    },
  }
  return (props) => <Fetched source={source} props={props} />
}

function Fetched<P extends object>({ source, props }: { source: Source<P>; props: P }) {
  const [Ready, setReady] = useState(source.known)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    if (Ready) return
    const fetch = async () => {
      const component = await source.load()
      setReady(() => component)
    }
    fetch().catch(setError)
  }, [Ready, source])
  if (Ready) return <Ready {...props} />
  return error ? source.failed(error) : source.meanwhile
}

const ANEW_MS = 15_000

function Anew({ isNeeded }: { isNeeded: () => boolean }) {
  useEffect(() => {
    const again = async () => {
      if (!isNeeded() || !navigator.onLine) return
      const { ok } = await fetch(location.href, { cache: 'no-store' })
      if (ok) location.reload()
    }
    const tried = () => void again().catch(() => undefined)
    const timer = setInterval(tried, ANEW_MS)
    window.addEventListener('online', tried)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', tried)
    }
  }, [isNeeded])
  return null
}

// Browsers remember that a file did not come: only the page asked for anew fetches it, by its new name.
function Away({ error }: { error: Error }) {
  useEffect(() => {
    const again = () => location.reload()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [])
  return <Failed error={error} retry={() => navigator.onLine && location.reload()} />
}
